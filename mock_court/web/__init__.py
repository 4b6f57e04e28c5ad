"""The mock court over HTTP: pages and endpoints, one folder a site."""
