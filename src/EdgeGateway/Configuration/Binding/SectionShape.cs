using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Reflection;
using EdgeGateway.Callbacks.Schemes;
using Yarp.ReverseProxy.Configuration;

namespace EdgeGateway.Configuration.Binding;

/// <summary>The settings that a section may contain: the properties of a class by their configuration names.</summary>
internal sealed class SectionShape
{
    private static readonly ConcurrentDictionary<Type, SectionShape> _shapes = new();

    private readonly FrozenDictionary<string, PropertyInfo> _properties;

    private SectionShape(Type type) => _properties = type
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.CanWrite && !IsKeyOfItsSection(property))
        .ToFrozenDictionary(NameOf, StringComparer.OrdinalIgnoreCase);

    public static SectionShape Of(Type type) => _shapes.GetOrAdd(type, static type => new SectionShape(type));

    public IReadOnlyDictionary<string, PropertyInfo> Properties => _properties;

    public PropertyInfo? Find(string key) => _properties.GetValueOrDefault(key);

    /// <summary>The message for an unknown key.</summary>
    public string Explain(string key) => NearestName.Find(key, _properties.Keys) is { } meant
        ? $"unknown setting; did you mean {meant}?"
        : $"unknown setting; known here: {string.Join(", ", _properties.Keys.Order(StringComparer.Ordinal))}";

    private static string NameOf(PropertyInfo property) =>
        property.GetCustomAttribute<ConfigurationKeyNameAttribute>()?.Name ?? property.Name;

    /// <summary>YARP uses the section names as the ids of routes and clusters.</summary>
    private static bool IsKeyOfItsSection(PropertyInfo property) =>
        (property.DeclaringType == typeof(RouteConfig) && property.Name == nameof(RouteConfig.RouteId))
        || (property.DeclaringType == typeof(ClusterConfig) && property.Name == nameof(ClusterConfig.ClusterId));
}
