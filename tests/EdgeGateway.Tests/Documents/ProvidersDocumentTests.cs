using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Testing;
using EdgeGateway.Testing.Providers;
using Xunit;

namespace EdgeGateway.Tests.Documents;

/// <summary>Tests of <c>docs/providers.md</c>.</summary>
public sealed class ProvidersDocumentTests
{
    [Fact]
    public void Page_IsWhatTheSchemesSay()
    {
        var expected = ProvidersDocument.Write();
        var path = RepositoryFiles.PathOf(ProvidersDocument.FileName);
        if (Environment.GetEnvironmentVariable(ProvidersDocument.WriteVariable) == "1")
        {
            File.WriteAllText(path, expected);
        }

        Assert.Equal(expected.Split('\n'), File.ReadAllText(path).Split('\n'));
    }

    [Fact]
    public void Page_HasASectionAndARowForEveryScheme()
    {
        var lines = ProvidersDocument.Write().Split('\n');

        Assert.Equal(SignatureSchemes.Names, lines.Where(static line => line.StartsWith("## ", StringComparison.Ordinal)).Select(static line => line[3..]));
        Assert.Equal(SignatureSchemes.Names.Length, lines.Count(static line => line.StartsWith("| [", StringComparison.Ordinal)));
        Assert.All(lines.Where(static line => line.StartsWith('|')), static line => Assert.Equal(8, line.Replace("\\|", "", StringComparison.Ordinal).Count(static character => character == '|')));
    }

    [Fact]
    public void Readme_LinksToThePage()
    {
        Assert.Contains($"]({ProvidersDocument.FileName})", RepositoryFiles.Read("README.md"), StringComparison.Ordinal);
    }
}
