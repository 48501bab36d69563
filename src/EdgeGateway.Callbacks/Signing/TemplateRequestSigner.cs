using System.Text;
using EdgeGateway.Callbacks.Canonicalization;
using EdgeGateway.Callbacks.Keys;
using EdgeGateway.Callbacks.Templates;
using EdgeGateway.Callbacks.Verification;

namespace EdgeGateway.Callbacks.Signing;

/// <summary>Signs the content of a scheme as data.</summary>
internal sealed class TemplateRequestSigner(TemplateMethod method, SigningKey key, VerificationSettings settings) : RequestSigner
{
    private static readonly CoverageRules _coverage = new([], [], []);

    private readonly TemplateRules _rules = method.Rules;
    private readonly SignatureText _text = new(method.Rules, settings);

    public override RefusalReason TrySign(CallbackRequest request, DateTimeOffset now, string id, out CallbackRequest result)
    {
        result = request;
        if ((_rules.SignsUrl && settings.PublicUrl is null) || !_rules.ParameterNames.All(settings.Parameters.ContainsKey))
        {
            return RefusalReason.SignedValueMissing;
        }

        using var workspace = CallbackWorkspace.Rent();
        var reason = Parse(request, workspace);
        if (reason != RefusalReason.None)
        {
            return reason;
        }

        // The signature's other elements, such as the time, may be signed, and a scheme may cut the signature out of the body. A stand-in of
        // the same form is put in first, so that the content is computed from the request as it will be sent.
        var standIn = new byte[SignatureAlgorithms.MaxSize];
        standIn.AsSpan().Fill(0xAA);
        var prepared = AddValues(request, now, id);
        reason = Place(ref prepared, workspace, now, id, (in CallbackReading _, out byte[] signature) =>
        {
            signature = standIn;
            return RefusalReason.None;
        });
        reason = reason == RefusalReason.None ? Place(ref prepared, workspace, now, id, Compute) : reason;
        result = prepared;
        return reason;
    }

    private RefusalReason Parse(CallbackRequest request, CallbackWorkspace workspace)
    {
        workspace.Reset();
        return method.Parse(request.ToMessage(), workspace);
    }

    /// <summary>Adds the values that the scheme reads outside of the signature.</summary>
    private CallbackRequest AddValues(CallbackRequest request, DateTimeOffset now, string id)
    {
        if (_rules.Timestamp is { From.Kind: not SourceKind.Element } timestamp)
        {
            request = RequestValues.With(request, timestamp.From, SignatureText.Time(timestamp.Unit, now), isNumber: true);
        }

        if (_rules.Key.IdFrom is { Kind: SourceKind.Header } keyId)
        {
            request = RequestValues.WithHeader(request, keyId.Name, key.Id);
        }

        var content = _rules.ContentOf(request.Method)?.AllSegments.Select(static segment => (segment as FilteredSegment)?.Inner ?? segment) ?? [];
        var sources = content.OfType<SourceSegment>().Select(static segment => segment.Source)
            .Concat(_rules.Identity.SelectMany(static list => list));
        foreach (var source in sources.Where(source => source is { Kind: SourceKind.Header, IsOptional: false } && request.Find(source.Name) is null))
        {
            request = RequestValues.WithHeader(
                request, source.Name, RequestTimes.IsTime(source.Name) ? SignatureText.Time(TimestampUnit.Seconds, now) : id);
        }

        return request;
    }

    /// <summary>Puts a signature into the request, or into each of its elements.</summary>
    private RefusalReason Place(ref CallbackRequest request, CallbackWorkspace workspace, DateTimeOffset now, string id, Computation compute)
    {
        var reason = Parse(request, workspace);
        if (reason != RefusalReason.None)
        {
            return reason;
        }

        var reading = TemplateMethod.ReadingOf(InputOf(request, now, workspace));
        var from = _rules.Signature!.From;
        var places = new List<(int Root, string Text)>();
        foreach (var root in RootsOf(reading))
        {
            workspace.Text.Truncate(0);
            var start = reading.At(root);
            start.TryAppend(from, workspace.Text);
            var given = Encoding.UTF8.GetString(workspace.Text.Written);
            reason = compute(start, out var signature);
            if (reason != RefusalReason.None)
            {
                return reason;
            }

            places.Add((_rules.Scope is null ? 0 : reading.Document[root].ValueStart, _text.Write(given, signature, now, id)));
        }

        // From the last to the first, so that positions stay valid.
        places.Reverse();
        foreach (var (root, text) in places)
        {
            request = RequestValues.With(request, from, text, root);
        }

        return places.Count == 0 ? RefusalReason.SignatureMissing : RefusalReason.None;
    }

    private List<int> RootsOf(in CallbackReading reading)
    {
        if (_rules.Scope is not { } scope)
        {
            return [0];
        }

        var roots = new List<int>();
        var fields = reading.Document;
        var array = scope.FindArray(fields);
        for (var element = array + 1; array >= 0 && element < fields[array].EndIndex; element = fields[element].EndIndex)
        {
            var root = scope.FindRoot(fields, element);
            if (root < 0)
            {
                return [];
            }

            roots.Add(root);
        }

        return roots;
    }

    private RefusalReason Compute(in CallbackReading reading, out byte[] signature) => TemplateSignature.Compute(_rules, reading, key, out signature);

    private VerificationInput InputOf(CallbackRequest request, DateTimeOffset now, CallbackWorkspace workspace) => new()
    {
        Message = request.ToMessage(),
        Keys = new KeyRing([key]),
        Settings = settings,
        Coverage = _coverage,
        Now = now,
        Workspace = workspace,
    };

    private delegate RefusalReason Computation(in CallbackReading reading, out byte[] signature);
}
