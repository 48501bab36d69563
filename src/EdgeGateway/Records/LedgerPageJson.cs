using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeGateway.Records;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true)]
[JsonSerializable(typeof(LedgerPageRecord[]))]
[JsonSerializable(typeof(LedgerPageChange))]
internal sealed partial class LedgerPageJson : JsonSerializerContext;
