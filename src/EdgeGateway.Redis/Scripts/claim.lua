-- KEYS[1] record · ARGV fingerprint, owner, lease ms, retention ms
-- Returns {0, attempt} claimed · {1, status, content type or nil, body} already settled · {2, lease remaining ms} in flight · {3} conflict
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local lease, retention = tonumber(ARGV[3]), tonumber(ARGV[4])
local record = redis.call('HMGET', KEYS[1], 'state', 'fingerprint', 'lease-end', 'status', 'content-type', 'body')
local state = record[1]

if not state then
  redis.call('HSET', KEYS[1], 'fingerprint', ARGV[1], 'first-seen', string.format('%.0f', now))
elseif record[2] ~= ARGV[1] then
  -- The other content may go on under a key of its own, and must not find this one free before that ends.
  if redis.call('PTTL', KEYS[1]) < lease + retention then
    redis.call('PEXPIRE', KEYS[1], string.format('%.0f', lease + retention))
  end
  return {3}
elseif state == 'settled' then
  return {1, tonumber(record[4]), record[5], record[6]}
elseif state == 'claimed' and tonumber(record[3]) > now then
  local remaining = tonumber(record[3]) - now
  if remaining > lease then
    -- The clock was set back since, or the lease was shortened: what stands now must not stand for longer than a lease.
    remaining = lease
    redis.call('HSET', KEYS[1], 'lease-end', string.format('%.0f', now + lease))
  end
  return {2, remaining}
end

redis.call('HSET', KEYS[1], 'state', 'claimed', 'owner', ARGV[2], 'lease-end', string.format('%.0f', now + lease))
redis.call('PEXPIRE', KEYS[1], string.format('%.0f', lease + retention))
return {0, redis.call('HINCRBY', KEYS[1], 'attempt', 1)}
