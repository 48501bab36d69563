using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;

namespace EdgeGateway.Configuration.Binding;

/// <summary>
/// Binds options from the configuration and reports every fault: unknown settings, unconvertible values and values outside a <see
/// cref="RangeAttribute"/>. The framework's binder and generated validators stop at the first fault or lose the path. A faulty setting
/// keeps its default, so that the rest can still be validated.
/// </summary>
internal sealed class SectionBinder(FaultList faults)
{
    public T Bind<T>(IConfigurationSection section)
        where T : class, new() => (T)BindObject(typeof(T), section);

    public Dictionary<string, T> BindMany<T>(IConfigurationSection section)
        where T : class, new() => (Dictionary<string, T>)BindDictionary(typeof(T), section);

    private object BindObject(Type type, IConfigurationSection section)
    {
        var instance = Activator.CreateInstance(type)!;
        RefuseValue(section, "settings");
        var shape = SectionShape.Of(type);
        foreach (var child in section.GetChildren())
        {
            if (shape.Find(child.Key) is { } property)
            {
                BindProperty(instance, property, child);
            }
            else
            {
                faults.Add(child.Path, shape.Explain(child.Key));
            }
        }

        return instance;
    }

    private void BindProperty(object instance, PropertyInfo property, IConfigurationSection section)
    {
        // An explicit null asks for the default.
        var isNull = section.Value is null && !section.GetChildren().Any();
        if (isNull || BindValue(property.PropertyType, section) is not { } value)
        {
            return;
        }

        if (property.GetCustomAttribute<RangeAttribute>() is { } range && !range.IsValid(value))
        {
            faults.Add(section.Path, string.Create(CultureInfo.InvariantCulture, $"{value} is not between {range.Minimum} and {range.Maximum}"));
            return;
        }

        property.SetValue(instance, value);
    }

    private object? BindValue(Type declaredType, IConfigurationSection section)
    {
        var type = Nullable.GetUnderlyingType(declaredType) ?? declaredType;
        if (type.IsEnum && type.IsDefined(typeof(FlagsAttribute)) && section.GetChildren().Any())
        {
            return BindFlags(type, section);
        }

        if (ScalarText.IsScalar(type))
        {
            return BindScalar(type, section);
        }

        if (type.IsGenericType && type.GetGenericArguments() is [var key, var element])
        {
            // Dictionaries with keys other than strings are not bound.
            return key == typeof(string) ? BindDictionary(element, section) : null;
        }

        return type.IsGenericType ? BindList(type.GetGenericArguments()[0], section) : BindObject(type, section);
    }

    private object? BindScalar(Type type, IConfigurationSection section)
    {
        if (section.GetChildren().Any())
        {
            faults.Add(section.Path, "one value is expected, not a list or settings");
            return null;
        }

        var value = ScalarText.Convert(type, section.Value ?? string.Empty, out var fault);
        if (fault is not null)
        {
            faults.Add(section.Path, fault);
        }

        return value;
    }

    private object BindFlags(Type type, IConfigurationSection section)
    {
        var flags = section.GetChildren().Select(child => BindScalar(type, child)).OfType<object>();
        return Enum.ToObject(type, flags.Aggregate(0L, static (sum, flag) => sum | System.Convert.ToInt64(flag, CultureInfo.InvariantCulture)));
    }

    private IDictionary BindDictionary(Type element, IConfigurationSection section)
    {
        var type = typeof(Dictionary<,>).MakeGenericType(typeof(string), element);
        var dictionary = (IDictionary)Activator.CreateInstance(type, StringComparer.OrdinalIgnoreCase)!;
        RefuseValue(section, "names with values");
        foreach (var child in section.GetChildren())
        {
            dictionary[child.Key] = BindValue(element, child);
        }

        return dictionary;
    }

    private IList BindList(Type element, IConfigurationSection section)
    {
        var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(element))!;
        RefuseValue(section, "a list");
        foreach (var child in section.GetChildren())
        {
            list.Add(BindValue(element, child));
        }

        return list;
    }

    /// <summary>
    /// The value is not shown: if a key id was forgotten, it may be a secret. An empty list is configured as an empty value.
    /// </summary>
    private void RefuseValue(IConfigurationSection section, string expected)
    {
        if (!string.IsNullOrEmpty(section.Value))
        {
            faults.Add(section.Path, $"{expected} expected, not one value");
        }
    }
}
