using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json.Nodes;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Configuration.Binding;
using EdgeGateway.Configuration.Options;
using EdgeGateway.Configuration.Validation;
using EdgeGateway.Redis;
using EdgeGateway.Sqlite;
using Xunit;

namespace EdgeGateway.Tests.Config;

/// <summary>The JSON schema matches the classes that the program binds.</summary>
public sealed class GatewaySchemaTests
{
    private static readonly SchemaSubset _schema = new(ShippedFiles.Schema);

    [Fact]
    public void Sections_AreThoseThatTheProgramKnows()
    {
        Assert.Equal(
            KnownSections.All.Order(StringComparer.Ordinal),
            ShippedFiles.Schema["properties"]!.AsObject().Select(static pair => pair.Key).Order(StringComparer.Ordinal));
    }

    /// <summary>The schema accepts what the program accepts; the presets are examples.</summary>
    [Fact]
    public void Presets_ConformToTheSchema()
    {
        var schemes = new JsonObject();
        foreach (var scheme in SignatureSchemes.All.Where(static scheme => scheme.Definition is not null))
        {
            schemes[scheme.Name] = scheme.Definition!.DeepClone();
        }

        Assert.True(schemes.Count > 60);
        Assert.Empty(_schema.Faults(new JsonObject { ["CallbackSchemes"] = schemes }));
    }

    /// <summary>The program reads each member in the schema: it rejects a value of the wrong type.</summary>
    [Theory]
    [InlineData("CallbackScheme", "")]
    [InlineData("SchemeSignature", "Signature")]
    [InlineData("SchemeKey", "Key")]
    [InlineData("SchemeFields", "Fields")]
    public void Scheme_MembersAreThoseThatTheProgramReads(string definition, string at)
    {
        var members = new JsonObject(Definition(definition)["properties"]!.AsObject().Select(static pair => KeyValuePair.Create<string, JsonNode?>(pair.Key, new JsonArray(1, new JsonArray()))))
        {
            ["Unheard"] = "of",
        };
        members.Remove("Extends");
        var scheme = at.Length == 0 ? members : new JsonObject { ["Body"] = "Json", ["Content"] = "{body}", [at] = members };
        var faults = new List<SchemeFault>();

        OwnSchemes.Read(new Dictionary<string, JsonObject> { ["acme"] = scheme }, faults);

        Assert.Equal($"acme:{(at.Length == 0 ? "" : at + ":")}Unheard", Assert.Single(faults, static fault => fault.Message.StartsWith("unknown", StringComparison.Ordinal)).Path);
    }

    [Theory]
    [InlineData("CallbackProfile", typeof(CallbackProfileOptions))]
    [InlineData("Acknowledgement", typeof(AcknowledgementOptions))]
    [InlineData("Ledger", typeof(LedgerOptions))]
    [InlineData("Inbound", typeof(InboundOptions))]
    [InlineData("Shutdown", typeof(ShutdownOptions))]
    [InlineData("Management", typeof(ManagementOptions))]
    [InlineData("ManagementToken", typeof(ManagementTokenOptions))]
    [InlineData("Diagnostics", typeof(DiagnosticsOptions))]
    [InlineData("Notifications", typeof(NotificationsOptions))]
    [InlineData("NotificationWebhook", typeof(NotificationWebhookOptions))]
    [InlineData("SqliteLedger", typeof(SqliteLedgerOptions))]
    [InlineData("RedisLedger", typeof(RedisLedgerOptions))]
    [InlineData("KestrelLimits", typeof(KestrelLimitsOptions))]
    [InlineData("DataRate", typeof(DataRateOptions))]
    [InlineData("Http2Limits", typeof(Http2LimitsOptions))]
    [InlineData("Http3Limits", typeof(Http3LimitsOptions))]
    [InlineData("Timestamp", typeof(TimestampOptions))]
    public void Definition_AndItsClass_HaveTheSameSettings(string name, Type type)
    {
        var properties = Definition(name)["properties"]!.AsObject();

        Assert.Equal(
            SectionShape.Of(type).Properties.Keys.Order(StringComparer.Ordinal),
            properties.Select(static pair => pair.Key).Order(StringComparer.Ordinal));
        Assert.All(properties, pair => AssertSame(pair.Value!.AsObject(), SectionShape.Of(type).Find(pair.Key)!, Activator.CreateInstance(type)!));
    }

    private static JsonObject Definition(string name) => ShippedFiles.Schema["$defs"]![name]!.AsObject();

    private static void AssertSame(JsonObject unresolved, PropertyInfo property, object defaults)
    {
        var schema = _schema.Resolve(unresolved);
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        Assert.NotEmpty(schema["description"]!.GetValue<string>());
        if (type.IsEnum)
        {
            var names = schema["enum"]!.AsArray().Select(static name => name?.GetValue<string>());
            Assert.Equal([.. Enum.GetNames(type), null], names);
        }
        else if (property.Name != nameof(CallbackProfileOptions.Scheme))
        {
            Assert.Equal([JsonTypeOf(type), "null"], SchemaSubset.Names(schema["type"]!));
        }

        if (JsonTypeOf(type) != "object" && property.Name != nameof(CallbackProfileOptions.Scheme))
        {
            Assert.True(schema.ContainsKey("default"), property.Name);
            Assert.True(JsonNode.DeepEquals(DefaultValue.Of(property, defaults), schema["default"]), property.Name);
        }

        if (type == typeof(int))
        {
            var range = property.GetCustomAttribute<RangeAttribute>()!;
            Assert.Equal((range.Minimum, range.Maximum), (schema["minimum"]!.GetValue<int>(), schema["maximum"]!.GetValue<int>()));
        }
    }

    private static string JsonTypeOf(Type type)
    {
        if (type == typeof(string) || type == typeof(TimeSpan) || type.IsEnum)
        {
            return "string";
        }

        if (type == typeof(int) || type == typeof(long))
        {
            return "integer";
        }

        if (type == typeof(double) || type == typeof(bool))
        {
            return type == typeof(double) ? "number" : "boolean";
        }

        return type == typeof(IList<string>) ? "array" : "object";
    }
}
