using System.Collections.Immutable;
using System.Text;
using EdgeGateway.Testing.Vectors;
using Xunit;

namespace EdgeGateway.Tests.Callbacks.Schemes;

/// <summary>There is a verdict for any input of a preset.</summary>
public sealed class PresetRobustnessTests
{
    private const int Rounds = 60;
    private const string Signs = "=,;.:&|% \"{}[]\\\0abcdef0123456789éЖ";

    public static TheoryData<string> Presets => [.. PresetVectors.Presets.Where(static preset => preset != "yookassa")];

    [Theory]
    [MemberData(nameof(Presets))]
    public void Verify_AnyPartAltered_HasAVerdict(string preset)
    {
        foreach (var vector in PresetVectors.Of(preset))
        {
            var random = new Random(vector.Body.Length + vector.Query.Length);
            for (var round = 0; round < Rounds; round++)
            {
                var altered = vector with { Query = Altered(vector.Query, random), Headers = Altered(vector.Headers, random) };
                var body = Altered(Encoding.UTF8.GetBytes(vector.Body), random);

                Assert.Null(Record.Exception(() => VectorVerifier.Verify(altered, body, out _, out _)));
                Assert.Null(Record.Exception(() => VectorVerifier.Verify(vector, body, out _, out var reason) ? null : VectorVerifier.ReadRefused(altered, body, reason)));
            }
        }
    }

    private static ImmutableSortedDictionary<string, string> Altered(ImmutableSortedDictionary<string, string> headers, Random random)
    {
        var altered = headers;
        foreach (var (name, value) in headers.Where(static header => header.Key != "Content-Type"))
        {
            altered = random.Next(8) switch
            {
                0 => altered.Remove(name),
                1 => altered.SetItem(name, value + "," + value),
                2 => altered.SetItem(name, string.Concat(Enumerable.Repeat(value + ",", 40))),
                3 or 4 => altered,
                _ => altered.SetItem(name, Altered(value, random)),
            };
        }

        return altered;
    }

    private static string Altered(string text, Random random)
    {
        for (var times = random.Next(3); times > 0 && text.Length > 0; times--)
        {
            var at = random.Next(text.Length);
            var sign = Signs[random.Next(Signs.Length)];
            text = random.Next(3) switch
            {
                0 => text.Remove(at),
                1 => text.Insert(at, sign.ToString()),
                _ => text.Remove(at, 1).Insert(at, sign.ToString()),
            };
        }

        return text;
    }

    private static byte[] Altered(byte[] body, Random random)
    {
        for (var times = random.Next(4); times > 0 && body.Length > 0; times--)
        {
            var at = random.Next(body.Length);
            body = random.Next(5) switch
            {
                0 => body[..at],
                1 => [.. body[..at], (byte)random.Next(256), .. body[at..]],
                2 => [.. body[..at], .. body[at..], .. body[at..]],
                3 => [.. body[..at], (byte)Signs[random.Next(Signs.Length - 2)], .. body[(at + 1)..]],
                _ => [.. body[..at], .. body[Math.Min(body.Length, at + random.Next(20))..]],
            };
        }

        return body;
    }
}
