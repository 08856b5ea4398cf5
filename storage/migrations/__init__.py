"""The schema's history, run by `storage.database.Database.migrate`."""
