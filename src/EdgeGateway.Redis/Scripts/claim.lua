-- KEYS[1] record · ARGV fingerprint, owner, lease ms, retention ms, settled retention ms, 1 when it replaces content
-- Returns {0, attempt} claimed · {1, record} already settled · {2, lease remaining ms} in flight · {3} conflict · {4} not a record of version 1
local record = redis.call('GET', KEYS[1])
local lease, retention = tonumber(ARGV[3]), tonumber(ARGV[4])
local attempt = 1

if record then
  local state, life = string.sub(record, 2, 2), redis.call('PTTL', KEYS[1])
  local at, replaces = state == 'c' and 25 or 3, ARGV[6] == '1'
  local same = string.sub(record, at, at + 21) == ARGV[1]
  local tail, remaining = 0, 0

  if string.sub(record, 1, 1) ~= '1' then
    return {4}
  elseif state == 'c' then
    tail, attempt = string.match(record, '^(%d+),(%d+)$', 47)
    remaining = life - tail
    if (remaining > lease or life < 0) and (same or replaces) then
      -- The clock was set back or the lease was shortened: a running claim must not last longer than one lease from now.
      remaining, life = lease, lease + tail
      redis.call('PEXPIRE', KEYS[1], string.format('%.0f', life))
    end
  elseif state == 'r' then
    attempt = string.sub(record, 25)
  elseif state ~= 's' then
    return {4}
  end

  if not same and (not replaces or state == 's' or remaining > 0) then
    -- The new content may continue under a separate key. This record must outlive that one, or the content could be delivered again.
    local kept = lease + tonumber(ARGV[5])
    if life >= 0 and life < kept then
      if state == 'c' then
        record = string.sub(record, 1, 46) .. string.format('%.0f,', tail + kept - life) .. attempt
        redis.call('SET', KEYS[1], record, 'PX', string.format('%.0f', kept))
      else
        redis.call('PEXPIRE', KEYS[1], string.format('%.0f', kept))
      end
    end
    return {3}
  elseif state == 's' then
    return {1, record}
  elseif remaining > 0 then
    return {2, remaining}
  end
  attempt = attempt + 1
end

redis.call('SET', KEYS[1], '1c' .. ARGV[2] .. ARGV[1] .. ARGV[4] .. ',' .. attempt, 'PX', string.format('%.0f', lease + retention))
return {0, attempt}
