using System.Text;
using EdgeGateway.Callbacks.Parsing;
using EdgeGateway.Callbacks.Verification;

namespace EdgeGateway.Callbacks.Templates;

/// <summary>A parsed callback, from which a scheme's values are read.</summary>
internal readonly ref struct CallbackReading
{
    /// <summary>The request.</summary>
    public required CallbackMessage Message { get; init; }

    /// <summary>The profile's settings.</summary>
    public required VerificationSettings Settings { get; init; }

    /// <summary>Holds the elements of the signature.</summary>
    public required CallbackWorkspace Workspace { get; init; }

    /// <summary>The fields of the body, or of the query string where there is no body.</summary>
    public required CallbackFields Body { get; init; }

    /// <summary>The fields that paths refer to: those of the body, or of the document that a body field contains.</summary>
    public required CallbackFields Document { get; init; }

    /// <summary>The parameters of the query string; empty if the scheme does not read it.</summary>
    public required CallbackFields Query { get; init; }

    /// <summary>The object in <see cref="Document"/> where paths start: the outermost, or one element of a batch.</summary>
    public int Root { get; init; }

    /// <summary>The same callback, with paths that start in another object.</summary>
    public CallbackReading At(int root) => new()
    {
        Message = Message,
        Settings = Settings,
        Workspace = Workspace,
        Body = Body,
        Document = Document,
        Query = Query,
        Root = root,
    };

    /// <summary>The same callback, with paths that refer to the body as received, from which the signature is computed.</summary>
    public CallbackReading AsReceived() => new()
    {
        Message = Message,
        Settings = Settings,
        Workspace = Workspace,
        Body = Body,
        Document = Body,
        Query = Query,
        Root = Root,
    };

    /// <summary>Appends the text of a value.</summary>
    /// <returns>False if it is absent, null, an object or an array.</returns>
    public bool TryAppend(ValueSource source, ByteBuffer output)
    {
        switch (source.Kind)
        {
            case SourceKind.Header:
                return TryAppend(Message.Headers?.Find(source.Name), output);
            case SourceKind.Query:
                return TryAppendField(Query, Query.Count == 0 ? -1 : Query.Find(0, source.NameOctets), output);
            case SourceKind.Form:
                return TryAppendField(Body, Body.Count == 0 ? -1 : Body.Find(0, source.NameOctets), output);
            case SourceKind.Field:
                return TryAppendField(Document, Document.Count == 0 ? -1 : source.Path!.FindIn(Document, Root), output);
            case SourceKind.Element:
                return Workspace.Elements.TryAppend(source.NameOctets, output);
            case SourceKind.Parameter:
                output.Append(Settings.ParameterOctets(source.Name));
                return true;
            default:
                throw new InvalidOperationException($"There is no source {source.Kind}.");
        }
    }

    /// <summary>The index of the field that a source names, or -1.</summary>
    public int FindInBody(ValueSource source) => Body.Count == 0
        ? -1
        : source.Kind == SourceKind.Form ? Body.Find(0, source.NameOctets) : source.Kind == SourceKind.Field ? source.Path!.FindIn(Body, Root) : -1;

    /// <summary>Appends a scalar's text: numbers as they were written, booleans by their names.</summary>
    public static bool TryAppendField(in CallbackFields fields, int index, ByteBuffer output)
    {
        if (index < 0)
        {
            return false;
        }

        ref readonly var field = ref fields[index];
        switch (field.Kind)
        {
            case FieldKind.String:
                fields.AppendText(field, output);
                return true;
            case FieldKind.Number or FieldKind.True or FieldKind.False:
                output.Append(fields.RawValueOf(field));
                return true;
            default:
                return false;
        }
    }

    private static bool TryAppend(string? value, ByteBuffer output)
    {
        if (value is null)
        {
            return false;
        }

        // One character is one byte, unless a host decoded headers in another way.
        var octets = Encoding.Latin1.GetByteCount(value);
        var room = output.Reserve(octets * 3);
        foreach (var character in value)
        {
            if (character > 0xFF)
            {
                output.Advance(Encoding.UTF8.GetBytes(value, output.Reserve(octets * 3)));
                return true;
            }
        }

        output.Advance(Encoding.Latin1.GetBytes(value, room));
        return true;
    }
}
