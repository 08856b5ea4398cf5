"""LINE and Telegram as they behave, on loopback: for the tests, the benchmarks, and `make run-doubles`."""
