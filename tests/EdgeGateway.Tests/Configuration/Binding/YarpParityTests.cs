using EdgeGateway.Configuration.Binding;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Yarp.ReverseProxy.Configuration;

namespace EdgeGateway.Tests.Configuration.Binding;

/// <summary>The validated configuration is the one that YARP loads: every setting of YARP is read equally by both.</summary>
public sealed class YarpParityTests
{
    [Fact]
    public void Bind_EverySettingOfYarp_GivesWhatYarpReads()
    {
        var data = new Dictionary<string, string?>();
        Fill(data, "Routes:r", typeof(RouteConfig));
        Fill(data, "Clusters:c", typeof(ClusterConfig));
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(data).Build();
        using var services = new ServiceCollection().AddLogging().AddReverseProxy().LoadFromConfig(configuration).Services.BuildServiceProvider();
        var expected = services.GetRequiredService<IProxyConfigProvider>().GetConfig();
        var faults = new FaultList(configuration);
        var binder = new SectionBinder(faults);

        var route = binder.BindMany<RouteConfig>(configuration.GetSection("Routes"))["r"];
        var cluster = binder.BindMany<ClusterConfig>(configuration.GetSection("Clusters"))["c"];

        Assert.Empty(faults.ToLines());
        Assert.True(data.Count > 50);
        Assert.Equal(Assert.Single(expected.Routes), route with { RouteId = "r" });
        Assert.Equal(Assert.Single(expected.Clusters), cluster with { ClusterId = "c" });
    }

    /// <summary>Gives every setting below <paramref name="type"/> a value that is not its default.</summary>
    private static void Fill(Dictionary<string, string?> data, string path, Type type)
    {
        foreach (var (name, property) in SectionShape.Of(type).Properties)
        {
            FillValue(data, $"{path}:{name}", Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType);
        }
    }

    private static void FillValue(Dictionary<string, string?> data, string path, Type type)
    {
        if (type.IsGenericType)
        {
            var isList = type.GetGenericArguments().Length == 1;
            FillValue(data, $"{path}:{(isList ? "0" : "name")}", type.GetGenericArguments()[^1]);
        }
        else if (type.IsEnum && type.IsDefined(typeof(FlagsAttribute), inherit: false))
        {
            data[$"{path}:0"] = "Tls12";
            data[$"{path}:1"] = "tls13";
        }
        else if (ScalarText.IsScalar(type))
        {
            data[path] = Example(type);
        }
        else
        {
            Fill(data, path, type);
        }
    }

    private static string Example(Type type)
    {
        if (type.IsEnum)
        {
            return Enum.GetNames(type)[^1];
        }

        return type.Name switch
        {
            nameof(Boolean) => "True",
            nameof(Int32) or nameof(Int64) => "7",
            nameof(TimeSpan) => "00:00:42",
            nameof(Version) => "2",
            nameof(Uri) => "http://127.0.0.1:3128/",
            _ => "text",
        };
    }
}
