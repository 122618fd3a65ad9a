"""Stories in which data, information, knowledge and wisdom can be told apart."""
