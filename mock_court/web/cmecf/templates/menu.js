CMECF.MainMenu.showBar({{ listed | tojson }});
