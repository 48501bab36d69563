using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using EdgeGateway.Callbacks.Ledger;

namespace EdgeGateway.Redis;

/// <summary>
/// The record of a callback: one string that starts with the format version and the state. The scripts use the same format.
/// <code>
/// 1c owner fingerprint tail,attempt       claimed; the lease ends when the key has the tail, in milliseconds, left to live
/// 1s fingerprint status length type body  settled; a length of "-" where there is no content type
/// 1r fingerprint attempt                released
/// </code>
/// The spaces around owner and fingerprint are not stored. Both have 22 characters: 16 bytes in base64url.
/// </summary>
internal static class RedisRecord
{
    /// <summary>The length of the version, the state, and the owner or fingerprint.</summary>
    public const int HeadLength = 2 + DigestLength;

    private const int DigestLength = 22;
    private const int StatusLength = 3;

    /// <summary>16 bytes as 22 characters.</summary>
    public static byte[] Digest(UInt128 value)
    {
        var digest = new byte[DigestLength];
        Write(value, digest);
        return digest;
    }

    /// <summary>Writes the start of the record of an owner's claim, <see cref="HeadLength"/> bytes.</summary>
    public static void WriteClaimOf(OwnerToken owner, Span<byte> head)
    {
        "1c"u8.CopyTo(head);
        Write(owner.Value, head[2..]);
    }

    /// <summary>The length of what <see cref="WriteClaimed"/> writes.</summary>
    public static int LengthOfClaimed(ReadOnlySpan<byte> tail) => HeadLength + DigestLength + tail.Length + 2;

    /// <summary>Writes the record of a first claim.</summary>
    /// <param name="request">The claim.</param>
    /// <param name="tail">The milliseconds for which the record is kept after the lease.</param>
    /// <param name="record">The destination, of exactly the record's length.</param>
    public static void WriteClaimed(in ClaimRequest request, ReadOnlySpan<byte> tail, Span<byte> record)
    {
        WriteClaimOf(request.Claim.Owner, record);
        Write(request.Fingerprint.Value, record[HeadLength..]);
        tail.CopyTo(record[(HeadLength + DigestLength)..]);
        ",1"u8.CopyTo(record[^2..]);
    }

    /// <summary>The part of a settled record after the fingerprint.</summary>
    public static byte[] Of(RecordedAcknowledgement acknowledgement)
    {
        var type = acknowledgement.ContentType;
        var typeLength = type is null ? 0 : Encoding.UTF8.GetByteCount(type);
        Span<byte> head = stackalloc byte[32];
        acknowledgement.Status.TryFormat(head, out var length, "D3", CultureInfo.InvariantCulture);
        head[length++] = (byte)' ';
        if (type is null)
        {
            head[length++] = (byte)'-';
        }
        else
        {
            typeLength.TryFormat(head[length..], out var written, default, CultureInfo.InvariantCulture);
            length += written;
        }

        head[length++] = (byte)' ';
        var text = new byte[length + typeLength + acknowledgement.Body.Length];
        head[..length].CopyTo(text);
        Encoding.UTF8.GetBytes(type ?? "", text.AsSpan(length));
        acknowledgement.Body.Span.CopyTo(text.AsSpan(length + typeLength));
        return text;
    }

    /// <summary>Whether the record has a version that this program does not know.</summary>
    public static bool IsForeign(ReadOnlySpan<byte> record) => record.Length < HeadLength || record[0] != (byte)'1';

    /// <summary>Whether the record is that owner's claim, also after the end of its lease.</summary>
    public static bool IsClaimedBy(ReadOnlySpan<byte> record, OwnerToken owner)
    {
        Span<byte> head = stackalloc byte[HeadLength];
        WriteClaimOf(owner, head);
        return record.StartsWith(head);
    }

    /// <summary>Whether the record is settled with the same content.</summary>
    public static bool IsSettled(ReadOnlySpan<byte> record, Fingerprint content)
    {
        Span<byte> fingerprint = stackalloc byte[DigestLength];
        Write(content.Value, fingerprint);
        return record.Length > HeadLength && record.StartsWith("1s"u8) && record[2..HeadLength].SequenceEqual(fingerprint);
    }

    /// <summary>The acknowledgement of a settled record, or null if it is invalid.</summary>
    public static RecordedAcknowledgement? ReadAcknowledgement(byte[] record)
    {
        var rest = record.AsMemory(HeadLength);
        var text = rest.Span;
        var end = text.Length > StatusLength ? text[(StatusLength + 1)..].IndexOf((byte)' ') : -1;
        if (end < 1 || !int.TryParse(text[..StatusLength], NumberStyles.None, CultureInfo.InvariantCulture, out var status))
        {
            return null;
        }

        var length = text.Slice(StatusLength + 1, end);
        var start = StatusLength + end + 2;
        if (length.SequenceEqual("-"u8))
        {
            return new RecordedAcknowledgement(status, ContentType: null, rest[start..]);
        }

        return int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var typeLength) && typeLength <= text.Length - start
            ? new RecordedAcknowledgement(status, Encoding.UTF8.GetString(text.Slice(start, typeLength)), rest[(start + typeLength)..])
            : null;
    }

    /// <summary>Converts a record for an operator; null if it is foreign or invalid.</summary>
    /// <param name="key">The key without the prefix.</param>
    /// <param name="record">The value.</param>
    /// <param name="life">How long the record has left to live.</param>
    /// <param name="now">The current time.</param>
    public static LedgerRecord? Read(CallbackKey key, byte[] record, TimeSpan life, DateTimeOffset now)
    {
        if (IsForeign(record))
        {
            return null;
        }

        switch (record[1])
        {
            case (byte)'c' when record.Length > HeadLength + DigestLength:
                var end = Encoding.ASCII.GetString(record.AsSpan(HeadLength + DigestLength)).Split(',');
                return end is [var tail, var claims] && long.TryParse(tail, NumberStyles.None, CultureInfo.InvariantCulture, out var kept)
                    && kept <= now.ToUnixTimeMilliseconds()
                    && int.TryParse(claims, NumberStyles.None, CultureInfo.InvariantCulture, out var attempts)
                        ? new LedgerRecord(key, LedgerRecordState.Claimed, now + life)
                        {
                            Attempts = attempts,
                            LeaseEnd = now + life - TimeSpan.FromMilliseconds(kept),
                            Owner = new OwnerToken(ReadDigest(record.AsSpan(2, DigestLength))),
                        }
                        : null;
            case (byte)'s':
                return ReadAcknowledgement(record) is { } acknowledgement
                    ? new LedgerRecord(key, LedgerRecordState.Settled, now + life) { Acknowledgement = acknowledgement }
                    : null;
            case (byte)'r':
                return int.TryParse(record.AsSpan(HeadLength), NumberStyles.None, CultureInfo.InvariantCulture, out attempts)
                    ? new LedgerRecord(key, LedgerRecordState.Released, now + life) { Attempts = attempts }
                    : null;
            default:
                return null;
        }
    }

    private static UInt128 ReadDigest(ReadOnlySpan<byte> digest)
    {
        Span<byte> bytes = stackalloc byte[16];
        return Base64Url.TryDecodeFromUtf8(digest, bytes, out var length) && length == bytes.Length
            ? BinaryPrimitives.ReadUInt128BigEndian(bytes)
            : default;
    }

    private static void Write(UInt128 value, Span<byte> digest)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, value);
        Base64Url.EncodeToUtf8(bytes, digest);
    }
}
