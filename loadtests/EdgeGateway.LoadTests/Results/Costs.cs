namespace EdgeGateway.LoadTests.Results;

/// <summary>The cost of each contender's callbacks in each round; the first contender is bare YARP.</summary>
internal sealed class Costs(string[] names)
{
    /// <summary>The other contender that all are compared with.</summary>
    public const string Endpoint = "endpoint by hand";

    /// <summary>The table's header.</summary>
    public const string Head = """
        | connections | what | CPU µs | / bare YARP | / endpoint, same mix | Redis' CPU µs | B allocated | above bare YARP |
        |---|---|---|---|---|---|---|---|
        """;

    private readonly List<Cost[]> _rounds = [];

    /// <summary>The name in the table.</summary>
    public static string NameOf(Mix mix) => mix switch
    {
        Mix.Duplicates => "duplicates",
        Mix.Half => "half duplicates",
        _ => "",
    };

    /// <summary>Adds a round, in the order of the names.</summary>
    public void Add(Cost[] round) => _rounds.Add(round);

    /// <summary>The bytes that a contender allocates more than bare YARP.</summary>
    public long BytesAbove(int column) => (long)(Median(column, static cost => cost.Bytes) - Median(0, static cost => cost.Bytes));

    /// <summary>One row for each contender.</summary>
    public void Write(int connections, TextWriter output)
    {
        for (var column = 0; column < names.Length; column++)
        {
            var redis = Median(column, static cost => cost.RedisMicroseconds);
            output.WriteLine(
                $"| {connections} | {names[column]} | {Median(column, static cost => cost.Microseconds):0.0} | {Ratio(column, 0)} | {Ratio(column, EndpointOf(column))} | {(redis > 0 ? $"{redis:0.0}" : "")} | {Median(column, static cost => cost.Bytes):0} | {BytesAbove(column):+0;-0;0} |");
        }
    }

    private int EndpointOf(int column)
    {
        var comma = names[column].IndexOf(',', StringComparison.Ordinal);
        return Array.IndexOf(names, comma < 0 ? Endpoint : $"{Endpoint}{names[column][comma..]}");
    }

    /// <summary>The median of each round's ratios, since other load on the machine affects both sides of a round.</summary>
    private string Ratio(int column, int other) => other < 0
        ? ""
        : $"{Middle(_rounds.Select(round => round[column].Microseconds / round[other].Microseconds)):0.00}";

    private double Median(int column, Func<Cost, double> value) => Middle(_rounds.Select(round => value(round[column])));

    private static double Middle(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
