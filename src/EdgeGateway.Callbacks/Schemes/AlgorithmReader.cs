using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using EdgeGateway.Callbacks.Keys;
using EdgeGateway.Callbacks.Templates;
using EdgeGateway.Callbacks.Verification;

namespace EdgeGateway.Callbacks.Schemes;

/// <summary>Reads <c>Algorithm</c>, <c>AlgorithmFrom</c> and <c>Key</c>: how a signature is computed and with which keys.</summary>
internal static class AlgorithmReader
{
    private static readonly SourceKind[] _sources = [SourceKind.Element, SourceKind.Header, SourceKind.Query, SourceKind.Form, SourceKind.Field];

    private static readonly (string, HashAlgorithmName?)[] _hashes =
        [("SHA1", HashAlgorithmName.SHA1), ("SHA256", HashAlgorithmName.SHA256), ("SHA384", HashAlgorithmName.SHA384), ("SHA512", HashAlgorithmName.SHA512), ("MD5", HashAlgorithmName.MD5)];

    /// <summary>The algorithm, or the algorithms that the callback may name and the value that names them.</summary>
    /// <param name="node">The scheme's object.</param>
    /// <param name="isNeeded">Whether the scheme has a signature.</param>
    public static (ImmutableArray<(byte[], SignatureAlgorithm)> ByName, ValueSource? From, SignatureAlgorithm Algorithm) Read(DefinitionNode node, bool isNeeded)
    {
        var from = SourceReader.Read(node, "AlgorithmFrom", missing: null, _sources);
        if (!node.IsObject("Algorithm"))
        {
            if (from is not null)
            {
                node.Refuse("AlgorithmFrom", "needs Algorithm to be an object of names and algorithms, such as { \"SHA-256\": \"SHA256\" }");
            }

            if (isNeeded && !node.Has("Algorithm"))
            {
                node.Refuse("Algorithm", $"missing; one of {string.Join(", ", SignatureAlgorithms.Names.Select(static known => known.Name))}");
            }

            return ([], null, node.Choice("Algorithm", SignatureAlgorithms.Names, SignatureAlgorithm.HmacSha256));
        }

        var map = node.Object("Algorithm")!;
        var names = map.Json.Select(static pair => pair.Key).ToList();
        if (from is null && !node.IsRefused("AlgorithmFrom"))
        {
            node.Refuse("AlgorithmFrom", "missing; what of the callback names the algorithm, such as sig:algorithm");
        }

        if (names.Count == 0)
        {
            node.Refuse("Algorithm", "names no algorithm");
        }

        ImmutableArray<(byte[] Name, SignatureAlgorithm Algorithm)> known =
            [.. names.Select(name => (Encoding.UTF8.GetBytes(name), map.Choice(name, SignatureAlgorithms.Names, SignatureAlgorithm.Sha256)))];
        return (known, from, known.IsEmpty ? SignatureAlgorithm.Sha256 : known[0].Algorithm);
    }

    /// <summary>How keys are encoded and selected.</summary>
    public static KeyRule ReadKey(DefinitionNode node)
    {
        if (node.Object("Key") is not { } key)
        {
            return new KeyRule();
        }

        var rule = new KeyRule
        {
            Encoded = key.Choice("Encoding", SignatureReader.Encodings, SignatureEncoding.Text),
            Prefix = key.Text("Prefix") ?? "",
            Hash = key.Choice("Hash", _hashes, absent: null),
            IdFrom = SourceReader.Read(key, "IdFrom", missing: null, _sources),
        };
        key.RefuseUnknown();
        return rule;
    }
}
