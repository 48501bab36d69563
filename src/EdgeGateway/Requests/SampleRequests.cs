using System.Reflection;

namespace EdgeGateway.Requests;

/// <summary>One sample of a callback for each scheme that ships and is signed with a secret.</summary>
internal static class SampleRequests
{
    private const string Prefix = "sample:";

    /// <summary>The schemes that have a sample.</summary>
    public static IEnumerable<string> Names => Assembly.GetExecutingAssembly().GetManifestResourceNames()
        .Where(static name => name.StartsWith(Prefix, StringComparison.Ordinal))
        .Select(static name => name[Prefix.Length..]);

    /// <summary>The scheme's sample without a signature; null if it has none.</summary>
    public static RequestTemplate? Find(string scheme)
    {
        var name = Names.FirstOrDefault(name => name.Equals(scheme, StringComparison.OrdinalIgnoreCase));
        if (name is null)
        {
            return null;
        }

        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Prefix + name)!;
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return new RequestTemplate(content.ToArray());
    }
}
