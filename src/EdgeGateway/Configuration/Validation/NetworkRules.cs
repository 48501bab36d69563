using System.Collections.Immutable;
using System.Net;
using EdgeGateway.Configuration.Binding;

namespace EdgeGateway.Configuration.Validation;

/// <summary>Reads lists of networks.</summary>
internal static class NetworkRules
{
    public static ImmutableArray<IPNetwork> Read(string path, IList<string> texts, FaultList faults)
    {
        var networks = ImmutableArray.CreateBuilder<IPNetwork>(texts.Count);
        for (var index = 0; index < texts.Count; index++)
        {
            if (IPNetwork.TryParse(texts[index], out var network))
            {
                networks.Add(network);
            }
            else
            {
                faults.Add($"{path}:{index}", $"'{texts[index]}' is not a network such as 203.0.113.0/24 or 2001:db8::/32");
            }
        }

        return networks.ToImmutable();
    }
}
