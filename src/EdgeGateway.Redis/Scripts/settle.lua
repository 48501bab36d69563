-- KEYS[1] record · ARGV owner, retention ms, status, body, content type (left out when there is none)
-- Returns 1 settled · 0 the claim is not this owner's
if redis.call('HGET', KEYS[1], 'owner') ~= ARGV[1] then
  return 0
end

redis.call('HSET', KEYS[1], 'state', 'settled', 'status', ARGV[3], 'body', ARGV[4])
if ARGV[5] then
  redis.call('HSET', KEYS[1], 'content-type', ARGV[5])
end
redis.call('HDEL', KEYS[1], 'owner')
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return 1
