"""The sample edition: an invented newspaper that answers as a WordPress site with the JNews theme would."""
