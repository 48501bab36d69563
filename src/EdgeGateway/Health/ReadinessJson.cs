using System.Text.Json.Serialization;

namespace EdgeGateway.Health;

[JsonSerializable(typeof(ReadinessReport))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class ReadinessJson : JsonSerializerContext;
