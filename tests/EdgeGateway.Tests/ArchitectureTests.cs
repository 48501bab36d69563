using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using EdgeGateway.Callbacks;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Proxy.Attempts;
using Microsoft.Extensions.Logging;
using Xunit;

namespace EdgeGateway.Tests;

public sealed partial class ArchitectureTests
{
    private static readonly string[] _rooms = ["Admission", "Buffering", "Verification", "Deduplication", "Settlement", "Forwarding"];

    /// <summary>Each project of the product with its allowed project and package references.</summary>
    public static TheoryData<string, string[], string[]> Projects => new()
    {
        { "EdgeGateway.Callbacks", [], [] },
        { "EdgeGateway.Redis", ["EdgeGateway.Callbacks"], ["StackExchange.Redis"] },
        { "EdgeGateway.Sqlite", ["EdgeGateway.Callbacks"], ["SQLitePCLRaw.bundle_e_sqlite3"] },
        { "EdgeGateway.Proxy", ["EdgeGateway.Callbacks"], ["Microsoft.AspNetCore.App", "Yarp.ReverseProxy"] },
        { "EdgeGateway", ["EdgeGateway.Proxy", "EdgeGateway.Redis", "EdgeGateway.Sqlite"], ["OpenTelemetry", "OpenTelemetry.Exporter.OpenTelemetryProtocol", "Spectre.Console", "System.CommandLine"] },
    };

    public static TheoryData<string> ProjectNames => [.. Projects.Select(static row => row.Data.Item1)];

    public static TheoryData<string> Sources => [.. Repository.SourcesBelow("src")];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_References_AreThoseOfTheDesign(string project, string[] projects, string[] packages)
    {
        var file = XDocument.Parse(Repository.Read($"src/{project}/{project}.csproj"));

        Assert.Equal(
            projects, file.Descendants("ProjectReference").Select(static item => Path.GetFileNameWithoutExtension(item.Attribute("Include")!.Value.Replace('\\', '/'))));
        Assert.Equal(
            packages, file.Descendants().Where(static item => item.Name.LocalName is "PackageReference" or "FrameworkReference")
                .Select(static item => item.Attribute("Include")!.Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Callbacks_Assembly_ReferencesTheBaseLibraryOnly() => Assert.All(
        typeof(CallbackVerifier).Assembly.GetReferencedAssemblies(),
        static reference => Assert.Matches("^(System(\\..*)?|netstandard|mscorlib)$", reference.Name!));

    [Fact]
    public void Stores_Clients_AreNamedNowhereElse()
    {
        Assert.All(OutsideOf("src/EdgeGateway.Redis/"), static path => Assert.DoesNotContain("StackExchange", Repository.Code(path), StringComparison.Ordinal));
        Assert.All(OutsideOf("src/EdgeGateway.Sqlite/"), static path => Assert.DoesNotContain("SQLitePCL", Repository.Code(path), StringComparison.Ordinal));

        static IEnumerable<string> OutsideOf(string folder) =>
            Repository.SourcesBelow("src").Where(path => !path.StartsWith(folder, StringComparison.Ordinal));
    }

    [Fact]
    public void Proxy_Rooms_NeverNameEachOther()
    {
        foreach (var path in Repository.SourcesBelow("src/EdgeGateway.Proxy"))
        {
            var room = path.Split('/')[2];
            var named = NamedRooms(path).Where(other => other != room).ToArray();

            // Hosting defines their order.
            Assert.True(room == "Hosting" || named.Length == 0, $"{path} names {string.Join(", ", named)}");
        }

        Assert.Equal(
            _rooms.Order(StringComparer.Ordinal),
            Repository.SourcesBelow("src/EdgeGateway.Proxy/Hosting").SelectMany(NamedRooms).Distinct().Order(StringComparer.Ordinal));
    }

    /// <summary>Namespaces of a project do not depend on each other in a circle.</summary>
    [Theory]
    [MemberData(nameof(ProjectNames))]
    public void Namespaces_OfAProject_HaveNoCircle(string project) => Assert.Empty(NamespaceGraph.Of(project).Circles());

    /// <summary>Callbacks. The first file answers on routes without a profile only.</summary>
    [Fact]
    public void Proxy_StatusCodes_AreWrittenByTheResponderAndFromTheMerchantsAnswerOnly() => Assert.Equal(
        ["src/EdgeGateway.Proxy/Answering/CallbackResponder.cs", "src/EdgeGateway.Proxy/Forwarding/AnswerHead.cs"],
        Repository.SourcesBelow("src/EdgeGateway.Proxy").Where(static path => StatusCodeWritten().IsMatch(Repository.Code(path))).Order(StringComparer.Ordinal));

    [Fact]
    public void Clocks_OfTheMachine_AreReadNowhere() => Assert.All(
        Repository.SourcesBelow("src").Concat(Repository.SourcesBelow("tests")),
        static path => Assert.DoesNotMatch(MachineClock(), Repository.Code(path)));

    [Theory]
    [MemberData(nameof(Sources))]
    public void Source_Namespace_IsItsFolder(string path)
    {
        var expected = Path.GetDirectoryName(path)!.Replace('\\', '/')["src/".Length..].Replace('/', '.');

        Assert.Equal(path == "src/EdgeGateway/Program.cs" ? [] : [expected], Namespace().Matches(Repository.Read(path)).Select(static match => match.Groups[1].Value));
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void Source_TopLevelTypes_AreOneNamedAsTheFile(string path)
    {
        var types = TopLevelType().Matches(Repository.Read(path)).Select(static match => match.Groups["name"].Value).ToArray();

        Assert.Equal(path == "src/EdgeGateway/Program.cs" ? [] : [Path.GetFileNameWithoutExtension(path)], types);
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void Source_Class_IsSealedStaticOrAbstract(string path) => Assert.All(
        TopLevelType().Matches(Repository.Read(path)).Where(static match => match.Groups["kind"].Value is "class" or "record"),
        static match => Assert.Matches("\\b(sealed|static|abstract)\\b", match.Value));

    /// <summary>Public types are used in another project, or are the type of a property of one that is.</summary>
    [Fact]
    public void Types_Public_AreNamedInAnotherProject()
    {
        var code = Repository.SourcesBelow("src").Concat(Repository.SourcesBelow("tests")).Select(static path => (path, Code: Repository.Code(path))).ToArray();
        var types = ProductAssemblies().SelectMany(static assembly => assembly.GetExportedTypes()).Where(static type => type is { IsNested: false, Namespace: not null }).ToArray();
        var properties = types.SelectMany(static type => type.GetProperties()).Select(static property => Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType);
        foreach (var type in types.Except(properties))
        {
            // Extension methods are called without the name of their class.
            var extensions = type is { IsAbstract: true, IsSealed: true } ? type.GetMethods(BindingFlags.Static | BindingFlags.Public).Select(static method => method.Name) : [];
            var name = new Regex($@"\b({string.Join('|', extensions.Append(type.Name.Split('`')[0]))})\b");
            var project = $"/{type.Assembly.GetName().Name}/";

            Assert.True(code.Any(file => !file.path.Contains(project, StringComparison.Ordinal) && name.IsMatch(file.Code)), $"{type} is public, but no other project uses it.");
        }
    }

    [Fact]
    public void Files_Lines_StayReadable()
    {
        var sources = Repository.SourcesBelow("src").Select(static path => (Path: path, Lines: LinesOf(path))).OrderBy(static file => file.Lines).ToArray();

        Assert.All(Repository.SourcesBelow("tests").Select(static path => (path, LinesOf(path))).Concat(sources), static file => Assert.InRange(file.Item2, 1, 400));
        Assert.InRange(sources[sources.Length / 2].Lines, 1, 60);
        Assert.InRange(sources[sources.Length * 9 / 10].Lines, 1, 170);

        static int LinesOf(string path) => Repository.Read(path).Count(static letter => letter == '\n');
    }

    [Fact]
    public void Outcomes_List_IsClosed() => Assert.Equal(
        [
            "None", "Delivered", "AlreadySettled", "InFlight", "Conflict", "SignatureRejected", "Malformed", "BodyTooLarge", "UnsupportedMedia", "SourceRefused",
            "MerchantRefused", "MerchantUnreachable", "Indeterminate", "LedgerUnavailable", "Aborted", "Overloaded",
        ],
        Enum.GetNames<CallbackOutcome>());

    [Fact]
    public void RefusalReasons_List_IsClosed() => Assert.Equal(
        [
            "None", "InvalidUtf8", "InvalidJson", "NotAnObject", "InvalidForm", "TooDeep", "TooManyFields", "DuplicateName", "InvalidText", "InvalidNumber",
            "AmbiguousName", "AmbiguousValue", "UnsupportedNesting", "QueryShadowsField", "QueryNotSigned", "InvalidDocument", "RequirementNotMet", "DistinctValueRefused",
            "SignatureMissing", "SignatureMalformed", "SignatureMismatch", "SignedValueMissing", "KeyUnknown", "TimestampOutsideTolerance", "TimestampMalformed",
            "TokenMalformed", "TokenAlgorithm", "TokenExpired", "TokenBinding",
        ],
        Enum.GetNames<RefusalReason>());

    [Fact]
    public void MerchantHeaders_List_IsClosed() => Assert.Equal(
        ["Callback-Attempt", "Callback-Conflict", "Callback-Deduplicated", "Callback-Key", "Callback-Profile", "Callback-Uncovered", "Callback-Verified"],
        typeof(CallbackHeaders).GetFields(BindingFlags.Static | BindingFlags.Public)
            .Select(static field => (string)field.GetRawConstantValue()!)
            .Order(StringComparer.Ordinal));

    /// <summary>Operators depend on the names and ids.</summary>
    [Fact]
    public void LogEvents_List_IsClosed()
    {
        const BindingFlags any = BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        var types = ProductAssemblies().SelectMany(static assembly => assembly.GetTypes()).ToArray();
        var generated = types.SelectMany(static type => type.GetMethods(any))
            .Select(static method => method.GetCustomAttribute<LoggerMessageAttribute>())
            .OfType<LoggerMessageAttribute>()
            .Select(static item => new EventId(item.EventId, item.EventName));
        var written = types.SelectMany(static type => type.GetFields(any))
            .Where(static field => field.IsStatic && field.FieldType == typeof(EventId))
            .Select(static field => (EventId)field.GetValue(null)!);
        EventId[] events = [.. generated, .. written];

        Assert.Equal(LogEventBaseline.Events, events.Select(static item => $"{item.Id} {item.Name}").Order(StringComparer.Ordinal));
        Assert.Equal(events.Length, events.Select(static item => item.Id).Distinct().Count());
    }

    private static IEnumerable<Assembly> ProductAssemblies() =>
        Directory.EnumerateFiles(AppContext.BaseDirectory, "EdgeGateway*.dll")
            .Where(static path => !Path.GetFileName(path).StartsWith("EdgeGateway.Test", StringComparison.Ordinal))
            .Select(static path => Assembly.Load(AssemblyName.GetAssemblyName(path)));

    private static IEnumerable<string> NamedRooms(string path)
    {
        var code = Repository.Code(path);
        return _rooms.Where(room => Regex.IsMatch(code, $@"(?<!namespace )\bEdgeGateway\.Proxy\.{room}\b"));
    }

    [GeneratedRegex(@"\bStatusCode\s*=[^=]")]
    private static partial Regex StatusCodeWritten();

    [GeneratedRegex(@"\bDateTime(Offset)?\.(Utc)?(Now|Today)\b|\bThread\.Sleep\b|\bEnvironment\.TickCount")]
    private static partial Regex MachineClock();

    [GeneratedRegex(@"^namespace ([\w.]+);$", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^(public |internal )[a-z ]*?(?<kind>class|record struct|record|struct|interface|enum) (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex TopLevelType();
}
