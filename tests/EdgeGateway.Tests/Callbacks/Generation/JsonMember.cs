namespace EdgeGateway.Tests.Callbacks.Generation;

/// <summary>One member of an object.</summary>
/// <param name="Name">What the name means.</param>
/// <param name="NameJson">How it is spelled, with its quotes.</param>
/// <param name="ValueJson">How the value is spelled.</param>
internal sealed record JsonMember(string Name, string NameJson, string ValueJson)
{
    public static JsonMember Of(string name, string valueJson) => new(name, $"\"{name}\"", valueJson);
}
