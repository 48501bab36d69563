using EdgeGateway.Logging;
using EdgeGateway.Proxy.Telemetry;
using EdgeGateway.Testing.Gateways;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace EdgeGateway.Tests.Gateway.Logging;

public sealed class CallbackLogLevelTests
{
    [Fact]
    public void Category_IsThatOfTheLog() => Assert.Equal(CallbackLogLevel.Category, typeof(CallbackLog).FullName);

    [Theory]
    [InlineData("", LogLevel.Debug)]
    [InlineData("Default=Information", LogLevel.Debug)]
    [InlineData("Default=Warning", LogLevel.Warning)]
    [InlineData("Default=None", LogLevel.None)]
    [InlineData("Default=Trace", LogLevel.Debug)]
    [InlineData("Default=Warning;EdgeGateway=Information", LogLevel.Debug)]
    [InlineData("Default=Information;EdgeGateway=Error", LogLevel.Error)]
    [InlineData("EdgeGateway.*=Error", LogLevel.Error)]
    [InlineData("Default=Warning;Yarp=Debug", LogLevel.Warning)]
    [InlineData("Default=Warning;EdgeGateway.Proxy.Telemetry.CallbackLog=Debug", LogLevel.Debug)]
    [InlineData("EdgeGateway.Proxy.Telemetry.CallbackLog=Information", LogLevel.Information)]
    [InlineData("EdgeGateway.Proxy.Telemetry.CallbackLog=None", LogLevel.None)]
    public void Level_FollowsTheConfiguration(string levels, LogLevel expected)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(levels.Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Select(static level => level.Split('='))
            .Select(static level => KeyValuePair.Create($"Logging:LogLevel:{level[0]}", (string?)level[1])));
        builder.Logging.ClearProviders().AddProvider(new LogLines());
        builder.AddLogFormat();
        using var services = builder.Services.BuildServiceProvider();

        var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger(CallbackLogLevel.Category);

        Assert.Equal(
            Enum.GetValues<LogLevel>().Where(level => level >= expected && level != LogLevel.None),
            Enum.GetValues<LogLevel>().Where(level => level != LogLevel.None && logger.IsEnabled(level)));
    }
}
