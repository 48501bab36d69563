-- KEYS[1] record · ARGV owner, retention ms
-- Returns 1 released · 0 the claim is not this owner's
if redis.call('HGET', KEYS[1], 'owner') ~= ARGV[1] then
  return 0
end

redis.call('HSET', KEYS[1], 'state', 'released')
redis.call('HDEL', KEYS[1], 'owner')
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return 1
