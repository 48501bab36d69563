using EdgeGateway.Callbacks.Parsing;

namespace EdgeGateway.Callbacks.Templates;

/// <summary>The individually signed elements of a batch: <c>notificationItems[*].NotificationRequestItem</c>. Immutable.</summary>
/// <param name="array">The path of the array.</param>
/// <param name="inner">The path from an element to the signed object; null if the element itself is signed.</param>
internal sealed class ScopePath(FieldPath array, FieldPath? inner)
{
    /// <summary>The path of the array.</summary>
    public FieldPath Array => array;

    /// <summary>The index of the array, or -1.</summary>
    public int FindArray(in CallbackFields fields)
    {
        var index = array.FindIn(fields);
        return index >= 0 && fields[index].Kind == FieldKind.Array ? index : -1;
    }

    /// <summary>The object that is signed in the first element, or -1.</summary>
    public int FindFirstRoot(in CallbackFields fields)
    {
        var index = fields.Count == 0 ? -1 : FindArray(fields);
        return index >= 0 && fields[index].EndIndex > index + 1 ? FindRoot(fields, index + 1) : -1;
    }

    /// <summary>The object that is signed in one element, or -1.</summary>
    public int FindRoot(in CallbackFields fields, int element)
    {
        if (fields[element].Kind != FieldKind.Object)
        {
            return -1;
        }

        var index = inner is null ? element : inner.FindIn(fields, element);
        return index >= 0 && fields[index].Kind == FieldKind.Object ? index : -1;
    }
}
