using EdgeGateway.Callbacks.Parsing;

namespace EdgeGateway.Callbacks.Templates;

/// <summary>The elements of a batch, each of which is signed by itself: <c>notificationItems[*].NotificationRequestItem</c>. Immutable.</summary>
/// <param name="array">Leads to the array.</param>
/// <param name="inner">Leads from an element to the object that is signed; null: the element is.</param>
internal sealed class ScopePath(FieldPath array, FieldPath? inner)
{
    /// <summary>The field that holds the array.</summary>
    public FieldPath Array => array;

    /// <summary>The index of the array, or -1.</summary>
    public int FindArray(in CallbackFields fields)
    {
        var index = array.FindIn(fields);
        return index >= 0 && fields[index].Kind == FieldKind.Array ? index : -1;
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
