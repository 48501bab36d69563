using System.Security.Cryptography;
using System.Text;
using EdgeGateway.Callbacks.Keys;
using EdgeGateway.Callbacks.Parsing;
using EdgeGateway.Callbacks.Verification;

namespace EdgeGateway.Callbacks.Templates;

/// <summary>Compares the signatures of a callback with those computed from its template and the keys.</summary>
internal static class TemplateSignature
{
    /// <summary>Whether one of the keys signed the callback, or the element where the reading starts.</summary>
    public static RefusalReason Verify(TemplateRules rules, in CallbackReading reading, KeyRing keys, out SigningKey? key)
    {
        key = null;
        if (rules.Signature is not { } signature)
        {
            // This provider does not sign. The sender's address has already been checked.
            key = SigningKey.None;
            return RefusalReason.None;
        }

        var reason = signature.Read(reading);
        if (reason != RefusalReason.None)
        {
            return reason;
        }

        if (rules.ContentOf(reading.Message.Method) is not { } content)
        {
            return RefusalReason.SignatureMissing;
        }

        return TryFindAlgorithm(rules, reading, out var algorithm) ? FindKey(rules, content, algorithm, reading, keys, out key) : RefusalReason.KeyUnknown;
    }

    /// <summary>Signs the callback, or the element where the reading starts.</summary>
    /// <param name="rules">The scheme.</param>
    /// <param name="reading">The callback, with a stand-in where its signature will be.</param>
    /// <param name="key">The secret.</param>
    /// <param name="signature">The signature's bytes.</param>
    /// <returns>Why there is no signature, or none.</returns>
    public static RefusalReason Compute(TemplateRules rules, in CallbackReading reading, SigningKey key, out byte[] signature)
    {
        signature = [];
        var reason = rules.Signature!.Read(reading);
        if (reason != RefusalReason.None)
        {
            return reason;
        }

        if (rules.ContentOf(reading.Message.Method) is not { } content)
        {
            return RefusalReason.SignatureMissing;
        }

        if (!TryFindAlgorithm(rules, reading, out var algorithm))
        {
            return RefusalReason.KeyUnknown;
        }

        if (algorithm == SignatureAlgorithm.Equal)
        {
            var buffer = reading.Workspace.SignatureBase;
            reason = content.Append(reading, key, buffer, digest: null);
            signature = buffer.Written.ToArray();
            buffer.Truncate(0, zero: true);
            return reason;
        }

        Span<byte> hash = stackalloc byte[SignatureAlgorithms.MaxSize];
        reason = Hash(content, algorithm, reading, key, ref hash);
        signature = hash.ToArray();
        return reason;
    }

    private static bool TryFindAlgorithm(TemplateRules rules, in CallbackReading reading, out SignatureAlgorithm algorithm)
    {
        algorithm = rules.Algorithm;
        if (rules.AlgorithmFrom is not { } source)
        {
            return true;
        }

        var text = reading.Workspace.Text;
        text.Truncate(0);
        reading.TryAppend(source, text);
        foreach (var (name, known) in rules.Algorithms)
        {
            if (text.Written.SequenceEqual(name))
            {
                algorithm = known;
                return true;
            }
        }

        return false;
    }

    private static RefusalReason FindKey(
        TemplateRules rules, Template content, SignatureAlgorithm algorithm, in CallbackReading reading, KeyRing keys, out SigningKey? key)
    {
        key = null;
        var id = reading.Workspace.Text;
        id.Truncate(0);
        if (rules.Key.IdFrom is { } idFrom)
        {
            reading.TryAppend(idFrom, id);
        }

        var reason = RefusalReason.KeyUnknown;
        foreach (var candidate in keys.Keys)
        {
            if (rules.Key.IdFrom is not null && !Ascii.EqualsIgnoreCase(id.Written, candidate.Id))
            {
                continue;
            }

            reason = Matches(content, algorithm, reading, candidate);
            if (reason == RefusalReason.None)
            {
                key = candidate;
                return RefusalReason.None;
            }

            if (reason != RefusalReason.SignatureMismatch)
            {
                return reason;
            }
        }

        return reason;
    }

    /// <summary>Whether one of the signatures was made with the key.</summary>
    private static RefusalReason Matches(Template content, SignatureAlgorithm algorithm, in CallbackReading reading, SigningKey key)
    {
        var workspace = reading.Workspace;
        var buffer = workspace.SignatureBase;
        if (algorithm == SignatureAlgorithm.Equal)
        {
            var written = content.Append(reading, key, buffer, digest: null);
            var isEqual = written == RefusalReason.None && Holds(workspace.Elements, buffer.Written);
            buffer.Truncate(0, zero: true);
            return written != RefusalReason.None ? written : isEqual ? RefusalReason.None : RefusalReason.SignatureMismatch;
        }

        Span<byte> hash = stackalloc byte[SignatureAlgorithms.MaxSize];
        var reason = Hash(content, algorithm, reading, key, ref hash);
        if (reason != RefusalReason.None)
        {
            return reason;
        }

        var matches = SignatureAlgorithms.IsAsymmetric(algorithm) ? HasSigned(workspace, algorithm, key, hash) : Holds(workspace.Elements, hash);
        return matches ? RefusalReason.None : RefusalReason.SignatureMismatch;
    }

    /// <summary>Writes the digest of the content, and reduces the span to it.</summary>
    private static RefusalReason Hash(Template content, SignatureAlgorithm algorithm, in CallbackReading reading, SigningKey key, ref Span<byte> hash)
    {
        var workspace = reading.Workspace;
        var digest = workspace.StartHash(algorithm, key);
        var reason = content.Append(reading, key, workspace.SignatureBase, digest);
        hash = hash[..workspace.FinishHash(digest, hash)];
        return reason;
    }

    private static bool Holds(SignatureElements elements, ReadOnlySpan<byte> expected)
    {
        for (var index = 0; index < elements.CandidateCount; index++)
        {
            if (CryptographicOperations.FixedTimeEquals(elements.Candidate(index), expected))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasSigned(CallbackWorkspace workspace, SignatureAlgorithm algorithm, SigningKey key, ReadOnlySpan<byte> hash)
    {
        var elements = workspace.Elements;
        for (var index = 0; index < elements.CandidateCount; index++)
        {
            if (workspace.Keyed(key).HasSigned(algorithm, hash, elements.Candidate(index)))
            {
                return true;
            }
        }

        return false;
    }
}
