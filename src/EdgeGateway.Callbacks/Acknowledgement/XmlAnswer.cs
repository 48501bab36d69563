using System.Xml;

namespace EdgeGateway.Callbacks.Acknowledgement;

/// <summary>Answers in XML, for providers that expect them.</summary>
internal static class XmlAnswer
{
    private static readonly XmlReaderSettings _settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = 1024 * 1024,
    };

    /// <summary>Whether the document has exactly one element with that name, and its text matches.</summary>
    public static bool Holds(ReadOnlySpan<byte> body, string name, string expected)
    {
        using var reader = XmlReader.Create(new MemoryStream(body.ToArray(), writable: false), _settings);
        try
        {
            var matches = 0;
            var others = 0;
            reader.Read();
            while (!reader.EOF)
            {
                if (reader.NodeType != XmlNodeType.Element || reader.LocalName != name)
                {
                    reader.Read();
                }
                else if (reader.ReadElementContentAsString().Trim() == expected)
                {
                    matches++;
                }
                else
                {
                    others++;
                }
            }

            return matches == 1 && others == 0;
        }
        catch (XmlException)
        {
            return false;
        }
    }

    /// <summary>A document with that element alone.</summary>
    public static byte[] Write(string name, string text)
    {
        using var stream = new MemoryStream();
        using (var writer = XmlWriter.Create(stream))
        {
            writer.WriteStartElement("response");
            writer.WriteElementString(name, text);
            writer.WriteEndElement();
        }

        return stream.ToArray();
    }
}
