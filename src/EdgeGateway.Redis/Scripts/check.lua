-- KEYS[1] a key of its own · ARGV expiry ms
-- Returns 1 written
redis.call('HSET', KEYS[1], 'checked', redis.call('TIME')[1])
return redis.call('PEXPIRE', KEYS[1], ARGV[1])
