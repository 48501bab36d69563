namespace EdgeGateway.Callbacks.Acknowledgement;

/// <summary>What is checked in an answer's body.</summary>
public enum AnswerCheck
{
    /// <summary>Nothing: the status decides.</summary>
    None,

    /// <summary>A field of a JSON object has a value.</summary>
    JsonFieldEquals,

    /// <summary>A JSON object has a field that is not null.</summary>
    JsonHas,

    /// <summary>The body equals a text, ignoring surrounding white space.</summary>
    Equals,

    /// <summary>The body contains a text.</summary>
    Contains,

    /// <summary>An XML document has an element with a text.</summary>
    XmlFieldEquals,
}
