CMECF.MainMenu.showItems({{ bar | tojson }});
