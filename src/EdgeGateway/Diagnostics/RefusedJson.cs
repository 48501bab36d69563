using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeGateway.Diagnostics;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(RefusedCapture[]))]
internal sealed partial class RefusedJson : JsonSerializerContext;
