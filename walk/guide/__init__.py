"""The guide as data: model, reader and checks."""
