using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeGateway.Testing.Signing;

namespace EdgeGateway.SdkTests.Callbacks;

/// <summary>Content that packages require besides random values.</summary>
internal static class RandomContent
{
    /// <summary>Numbers as JavaScript writes them, because packages that parse a body sign their own spelling.</summary>
    private static readonly string[] _numbers = ["0", "7", "-3", "150", "99999", "1.5", "12345678901234", "0.000001", "1e+21"];

    private static readonly string[] _formNames = ["A", "a b", "é", "Łódź", "z[0]", "Body", "body", "日本", "~", "%41"];

    public static void Add(SdkProvider provider, ReferenceRequest request, Random random)
    {
        switch (provider.Name)
        {
            case "adyen":
                Rewrite(request.Document!, random);
                NumberItems(request.Document!);
                break;
            case "payos":
                Rewrite(request.Document!, random);
                break;
            case "braintree":
                Replace(request, "bt_payload", Notification(random));
                break;
            case "alipay":
                Replace(request, "sign_type", "RSA2");
                break;
            case "twilio":
                AddFields(request, random);
                break;
            case "sendgrid":
                request.RawBody += Padding(random) + "\uFFFD";
                break;
            default:
                if (request.Document is { } document && random.Next(2) == 0)
                {
                    document["padding"] = Padding(random) + "\uFFFD";
                }

                break;
        }
    }

    /// <summary>A notification with several items.</summary>
    public static string RepeatItem(string body, int count)
    {
        var document = JsonNode.Parse(body)!;
        var items = document["notificationItems"]!.AsArray();
        while (items.Count < count)
        {
            items.Add(items[0]!.DeepClone());
        }

        return ReferenceJson.Write(document, isSorted: false);
    }

    /// <summary>Every item is another event.</summary>
    private static void NumberItems(JsonObject document)
    {
        foreach (var item in document["notificationItems"]!.AsArray())
        {
            var members = item!["NotificationRequestItem"]!;
            members["pspReference"] = $"{members["pspReference"]}-{item.GetElementIndex()}";
        }
    }

    private static void Rewrite(JsonNode node, Random random)
    {
        foreach (var (name, value) in (node as JsonObject)?.ToList() ?? [])
        {
            if (value?.GetValueKind() == JsonValueKind.Number)
            {
                node[name] = JsonNode.Parse(_numbers[random.Next(_numbers.Length)]);
            }
            else if (value is not null)
            {
                Rewrite(value, random);
            }
        }

        foreach (var item in node as JsonArray ?? [])
        {
            Rewrite(item!, random);
        }
    }

    private static void Replace(ReferenceRequest request, string name, string value)
    {
        var index = request.Form!.FindIndex(pair => pair.Name == name);
        request.Form[index] = (name, value);
    }

    /// <summary>Base64 with a line feed after every 60 characters and at the end, as the provider writes it.</summary>
    private static string Notification(Random random)
    {
        var text = RandomRequest.Text(random).Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
        var xml = $"""
            <notification><timestamp type="datetime">2026-11-21T12:00:00Z</timestamp><kind>check</kind><subject><check type="boolean">true</check><note>{text}{Padding(random)}</note></subject></notification>
            """;
        var lines = Convert.ToBase64String(Encoding.UTF8.GetBytes(xml)).Chunk(60).Select(static line => new string(line) + "\n");
        return string.Concat(lines);
    }

    private static void AddFields(ReferenceRequest request, Random random)
    {
        for (var count = random.Next(6); count > 0; count--)
        {
            var name = _formNames[random.Next(_formNames.Length)];
            request.Form!.Insert(random.Next(request.Form.Count), (name, RandomRequest.Text(random)));
            if (random.Next(2) == 0)
            {
                request.Form.Add(request.Form[random.Next(request.Form.Count)]);
            }
        }
    }

    /// <summary>Mostly short, sometimes longer than the initial buffers.</summary>
    private static string Padding(Random random) => new('x', random.Next(8) == 0 ? random.Next(40_000) : random.Next(100));
}
