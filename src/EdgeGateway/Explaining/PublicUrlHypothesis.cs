namespace EdgeGateway.Explaining;

/// <summary>The URL that is registered at the provider is not <c>PublicUrl</c> to the letter.</summary>
internal sealed class PublicUrlHypothesis : Hypothesis
{
    private static readonly string[] _protocols = ["https", "http"];

    public override IEnumerable<Trial> Trials(ExplainCase @case)
    {
        var settings = @case.Input.Settings;
        if (!@case.Input.Scheme.SignsUrl || !Uri.TryCreate(settings.PublicUrl, UriKind.Absolute, out var configured))
        {
            return [];
        }

        return Candidates(@case, configured).Distinct(StringComparer.Ordinal)
            .Where(url => url != settings.PublicUrl)
            .Select(url => new Trial($"PublicUrl is {settings.PublicUrl}, and the provider has {url}", @case.Input.With(settings with { PublicUrl = url })));
    }

    private static IEnumerable<string> Candidates(ExplainCase @case, Uri configured)
    {
        var headers = @case.Captured.Headers;
        string[] hosts = [.. new[] { configured.Host, headers.GetValueOrDefault("Host"), headers.GetValueOrDefault("X-Forwarded-Host") }
            .OfType<string>().Select(static host => host.Split(':')[0]).SelectMany(static host => new[] { host, host.StartsWith("www.", StringComparison.Ordinal) ? host[4..] : $"www.{host}" })
            .Distinct()];
        var ports = new[] { "", configured.IsDefaultPort ? "" : $":{configured.Port}", ":443", ":80", ":8080", ":8443" }.Distinct();
        var path = configured.AbsolutePath;
        var paths = new[] { path, path.TrimEnd('/'), path.TrimEnd('/') + "/", @case.Captured.Path, @case.Captured.Path.TrimEnd('/') }.Distinct();
        var queries = new[] { configured.Query, "", @case.Captured.Query.Length > 0 ? $"?{@case.Captured.Query}" : "" }.Distinct();
        return
            from host in hosts
            from queryString in queries
            from at in paths
            from port in ports
            from protocol in _protocols
            select $"{protocol}://{host}{port}{at}{queryString}";
    }
}
