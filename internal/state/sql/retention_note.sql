update retention set applied_ms = ?, removed = ?
