using System.Collections.Immutable;
using System.Text;
using EdgeGateway.SdkTests.Callbacks;

namespace EdgeGateway.SdkTests.Alterations;

/// <summary>Changes of the octets of the body.</summary>
internal static class BodyAlterations
{
    public static ImmutableArray<Alteration> All { get; } =
    [
        Octets("body-octet-flipped", static (body, at, random) => body[at] ^= (byte)random.Next(1, 256)),
        new("body-octet-removed", static (callback, random) => Splice(callback, random.Next(callback.Body.Length), 1, [])),
        new("body-octet-inserted", static (callback, random) => Splice(callback, random.Next(callback.Body.Length + 1), 0, [(byte)random.Next(256)])),
        new("body-octet-not-utf8", static (callback, random) => Splice(callback, random.Next(callback.Body.Length), 1, [0xFF])),
        new("body-cut", static (callback, random) => callback with { Body = callback.Body[..random.Next(1, callback.Body.Length)] }),
        new("body-space-appended", static (callback, _) => Append(callback, " ")),
        new("body-line-appended", static (callback, _) => Append(callback, "\n")),
        new("body-nul-appended", static (callback, _) => Append(callback, "\0")),
        new("body-order-mark-prepended", static (callback, _) => Splice(callback, 0, 0, [0xEF, 0xBB, 0xBF])),
        new("body-doubled", static (callback, _) => callback with { Body = [.. callback.Body, .. callback.Body] }),
        Octets("body-letter-recased", static (body, at, _) => body[at] = char.IsAsciiLetter((char)body[at]) ? (byte)(body[at] ^ 0x20) : body[at]),
        Octets("body-digit-changed", static (body, at, random) => body[at] = char.IsAsciiDigit((char)body[at]) ? (byte)('0' + random.Next(10)) : body[at]),
        new("body-replacement-character-spoiled", SpoilReplacementCharacter),
    ];

    private static Alteration Octets(string name, Action<byte[], int, Random> change) => new(name, (callback, random) =>
    {
        var body = callback.Body.ToArray();
        for (var attempt = 0; attempt < 20 && body.AsSpan().SequenceEqual(callback.Body); attempt++)
        {
            change(body, random.Next(body.Length), random);
        }

        return callback with { Body = body };
    });

    private static SdkCallback Append(SdkCallback callback, string text) => Splice(callback, callback.Body.Length, 0, Encoding.ASCII.GetBytes(text));

    private static SdkCallback Splice(SdkCallback callback, int at, int removed, byte[] added) =>
        callback with { Body = [.. callback.Body[..at], .. added, .. callback.Body[(at + removed)..]] };

    /// <summary>Replaces the replacement character U+FFFD with an octet that is not UTF-8.</summary>
    private static SdkCallback? SpoilReplacementCharacter(SdkCallback callback, Random random)
    {
        var at = callback.Body.AsSpan().IndexOf("\uFFFD"u8);
        return at < 0 ? null : Splice(callback, at, 3, [0xFF]);
    }
}
