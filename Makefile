.PHONY: help run chat test test-fast test-long bench bench-reminders bench-broadcast run-doubles lock
help: ## these lines
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'
run: ## the try-out, in a browser
	@python3 bootstrap.py run
chat: ## the same, in this terminal
	@python3 bootstrap.py chat
test: ## everything that guards a commit
	@python3 bootstrap.py test
test-fast: ## its fast part
	@python3 bootstrap.py test-fast
test-long: ## fuzzing, crashes, endurance
	@python3 bootstrap.py test-long
run-doubles: ## a LINE and a Telegram of your own, to point `serve` at
	@python3 bootstrap.py run-doubles
bench: ## how fast, and how near the limit
	@python3 bootstrap.py bench
bench-reminders: ## a tick over a province, and a year of chasing judged
	@python3 bootstrap.py bench-reminders
bench-broadcast: ## ten thousand people told, against the platforms' limits
	@python3 bootstrap.py bench-broadcast
lock: ## make the locks anew (needs uv)
	uv pip compile -q --universal --generate-hashes --no-annotate --no-header --python-version 3.11 --upgrade pyproject.toml -o requirements.lock
	uv pip compile -q --universal --generate-hashes --no-annotate --no-header --python-version 3.11 pyproject.toml --group test -c requirements.lock -o requirements-test.lock
