using System.Collections.Frozen;
using System.Text;

namespace EdgeGateway.Telemetry;

/// <summary>
/// Names by OpenTelemetry's rules for Prometheus
/// (<see href="https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/"/>).
/// </summary>
internal static class PrometheusName
{
    private static readonly FrozenDictionary<string, string> _units = new Dictionary<string, string>
    {
        ["d"] = "days", ["h"] = "hours", ["min"] = "minutes", ["s"] = "seconds", ["ms"] = "milliseconds", ["us"] = "microseconds",
        ["ns"] = "nanoseconds", ["By"] = "bytes", ["KiBy"] = "kibibytes", ["MiBy"] = "mebibytes", ["GiBy"] = "gibibytes",
        ["%"] = "percent", ["Cel"] = "celsius", ["Hz"] = "hertz",
    }.ToFrozenDictionary();

    /// <summary>The name of a metric or label: invalid characters become one underscore.</summary>
    public static string Sanitize(string name)
    {
        var builder = new StringBuilder(name.Length + 1);
        foreach (var letter in name)
        {
            var allowed = char.IsAsciiLetterOrDigit(letter) ? letter : '_';
            if (builder.Length == 0 && char.IsAsciiDigit(allowed))
            {
                builder.Append('_');
            }

            if (allowed != '_' || builder.Length == 0 || builder[^1] != '_')
            {
                builder.Append(allowed);
            }
        }

        return builder.ToString();
    }

    /// <summary>A unit in words; empty for none and for an annotation such as <c>{callback}</c>.</summary>
    public static string UnitOf(string unit, bool isGauge)
    {
        if (unit.Length == 0 || unit.StartsWith('{'))
        {
            return "";
        }

        if (unit == "1")
        {
            return isGauge ? "ratio" : "";
        }

        var slash = unit.IndexOf('/', StringComparison.Ordinal);
        return slash > 0
            ? $"{UnitOf(unit[..slash], isGauge: false)}_per_{UnitOf(unit[(slash + 1)..], isGauge: false).TrimEnd('s')}".Trim('_')
            : _units.GetValueOrDefault(unit) ?? Sanitize(unit);
    }

    /// <summary>The family's name without <c>_total</c>.</summary>
    public static string FamilyOf(string name, string unit)
    {
        var family = Sanitize(name);
        if (family.EndsWith("_total", StringComparison.Ordinal))
        {
            family = family[..^"_total".Length];
        }

        return unit.Length == 0 || family.EndsWith($"_{unit}", StringComparison.Ordinal) ? family : $"{family}_{unit}";
    }
}
