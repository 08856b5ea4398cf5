"""Thai numbers, dates and manners of writing, both ways: read from people, written for them."""
