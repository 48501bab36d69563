using System.Buffers.Binary;
using System.Security.Cryptography;
using EdgeGateway.Callbacks.Keys;
using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Callbacks.Parsing;
using EdgeGateway.Callbacks.Verification;

namespace EdgeGateway.Callbacks.Templates;

/// <summary>
/// Computes the fingerprint of a callback: of the received bytes without the signature and without values that change with each send.
/// </summary>
internal static class ContentDigest
{
    /// <summary>The fingerprint of the whole callback.</summary>
    /// <param name="rules">The scheme.</param>
    /// <param name="reading">The callback.</param>
    public static Fingerprint Of(TemplateRules rules, in CallbackReading reading)
    {
        var workspace = reading.Workspace;
        var digest = workspace.StartHash(SignatureAlgorithm.Sha256, key: null);
        AppendBody(rules, reading, digest);
        if (rules.ReadsQuery && reading.Message.Format != BodyFormats.Query)
        {
            AppendLength(digest, reading.Message.Body.Length);
            AppendPairs(reading.Query, SignatureIn(rules, SourceKind.Query), workspace.SignatureBase, digest);
        }
        else if (rules.SignsUrl && !reading.Settings.PublicUrlOctets.Contains((byte)'?'))
        {
            AppendLength(digest, reading.Message.Body.Length);
            var text = workspace.Text;
            text.Truncate(0);
            var query = reading.Message.Query.AsSpan().TrimStart('?');
            text.Advance(System.Text.Encoding.UTF8.GetBytes(query, text.Reserve(query.Length * 3)));
            digest.AppendData(text.Written);
        }

        AppendDistinct(rules, reading, digest);
        return Finish(workspace, digest);
    }

    /// <summary>The fingerprint of one element of a batch.</summary>
    /// <param name="rules">The scheme.</param>
    /// <param name="reading">The callback, with the element as its root.</param>
    public static Fingerprint OfElement(TemplateRules rules, in CallbackReading reading)
    {
        var workspace = reading.Workspace;
        ref readonly var root = ref reading.Document[reading.Root];
        var digest = workspace.StartHash(SignatureAlgorithm.Sha256, key: null);

        // An element ends after its last value; only brackets and white space follow.
        var end = EndOf(reading.Document, reading.Root);
        var cuts = workspace.Cuts;
        cuts.Clear();
        AddSignature(rules, reading, cuts);
        AppendCut(reading.Message.Body, root.ValueStart, end, cuts, digest);
        return Finish(workspace, digest);
    }

    /// <summary>The fingerprint of the signed bytes, without the secret.</summary>
    public static Fingerprint OfSigned(Template template, TemplateRules rules, in CallbackReading reading)
    {
        var workspace = reading.Workspace;
        var digest = workspace.StartHash(SignatureAlgorithm.Sha256, key: null);
        template.Append(reading, key: null, workspace.SignatureBase, digest);
        AppendDistinct(rules, reading, digest);
        return Finish(workspace, digest);
    }

    private static void AppendBody(TemplateRules rules, in CallbackReading reading, IncrementalHash digest)
    {
        if (reading.Message.Format is BodyFormats.Form or BodyFormats.Query)
        {
            AppendPairs(reading.Body, SignatureIn(rules, SourceKind.Form) ?? SignatureIn(rules, SourceKind.Query), reading.Workspace.SignatureBase, digest);
            return;
        }

        var cuts = reading.Workspace.Cuts;
        cuts.Clear();
        if (rules.Scope is { } scope)
        {
            AddElements(rules, scope, reading, cuts);
        }
        else
        {
            AddSignature(rules, reading, cuts);
        }

        foreach (var path in rules.Volatile)
        {
            var index = reading.Body.Count == 0 ? -1 : path.FindIn(reading.Body);
            if (index >= 0)
            {
                // Includes the quotes, so that a string instead of a number does not change the content.
                ref readonly var field = ref reading.Body[index];
                var quote = field.Kind == FieldKind.String ? 1 : 0;
                cuts.Add((field.ValueStart - quote, field.ValueStart + field.ValueLength + quote));
            }
        }

        cuts.Sort();
        AppendCut(reading.Message.Body, 0, reading.Message.Body.Length, cuts, digest);
    }

    private static void AddElements(TemplateRules rules, ScopePath scope, in CallbackReading reading, List<(int Start, int End)> cuts)
    {
        var fields = reading.Document;
        var array = scope.FindArray(fields);
        for (var element = array + 1; array >= 0 && element < fields[array].EndIndex; element = fields[element].EndIndex)
        {
            var root = scope.FindRoot(fields, element);
            if (root >= 0)
            {
                AddSignature(rules, reading.At(root), cuts);
            }
        }
    }

    private static void AddSignature(TemplateRules rules, in CallbackReading reading, List<(int Start, int End)> cuts)
    {
        var index = rules.Signature is { } signature ? reading.FindInBody(signature.From) : -1;
        if (index >= 0)
        {
            ref readonly var field = ref reading.Body[index];
            cuts.Add((field.ValueStart, field.ValueStart + field.ValueLength));
        }
    }

    private static void AppendCut(ReadOnlySpan<byte> bytes, int start, int end, List<(int Start, int End)> cuts, IncrementalHash digest)
    {
        foreach (var cut in cuts)
        {
            if (cut.Start >= start)
            {
                digest.AppendData(bytes[start..cut.Start]);
                start = cut.End;
            }
        }

        digest.AppendData(bytes[start..end]);
    }

    /// <summary>Appends the decoded names and values; none of them contains a NUL.</summary>
    private static void AppendPairs(in CallbackFields fields, ValueSource? signature, ByteBuffer buffer, IncrementalHash digest)
    {
        buffer.Truncate(0);
        for (var index = 1; index < fields.Count; index = fields[index].EndIndex)
        {
            var name = fields.NameOf(fields[index]);
            if (signature is null || !name.SequenceEqual(signature.NameOctets))
            {
                buffer.Append(name, 0, fields.RawValueOf(fields[index]), 0);
            }
        }

        digest.AppendData(buffer.Written);
    }

    private static void AppendDistinct(TemplateRules rules, in CallbackReading reading, IncrementalHash digest)
    {
        var text = reading.Workspace.Text;
        foreach (var source in rules.Distinct)
        {
            text.Truncate(0);
            reading.TryAppend(source, text);
            AppendLength(digest, text.Length);
            digest.AppendData(text.Written);
        }
    }

    private static void AppendLength(IncrementalHash digest, int length)
    {
        Span<byte> octets = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(octets, length);
        digest.AppendData(octets);
    }

    private static ValueSource? SignatureIn(TemplateRules rules, SourceKind kind) =>
        rules.Signature is { From: { } from } && (from.Kind == kind || (kind == SourceKind.Form && from.Kind == SourceKind.Field)) ? from : null;

    /// <summary>The position after the last value in a container.</summary>
    private static int EndOf(in CallbackFields fields, int root)
    {
        var end = fields[root].ValueStart + 1;
        for (var index = root + 1; index < fields[root].EndIndex; index++)
        {
            end = Math.Max(end, fields[index].ValueStart + fields[index].ValueLength);
        }

        return end;
    }

    private static Fingerprint Finish(CallbackWorkspace workspace, IncrementalHash digest)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        workspace.FinishHash(digest, hash);
        return Fingerprint.OfDigest(hash);
    }
}
