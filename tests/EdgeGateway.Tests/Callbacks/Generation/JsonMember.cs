namespace EdgeGateway.Tests.Callbacks.Generation;

/// <summary>One member of an object.</summary>
/// <param name="Name">The unescaped name.</param>
/// <param name="NameJson">The name in JSON, with its quotes.</param>
/// <param name="ValueJson">The value in JSON.</param>
internal sealed record JsonMember(string Name, string NameJson, string ValueJson)
{
    public static JsonMember Of(string name, string valueJson) => new(name, $"\"{name}\"", valueJson);
}
