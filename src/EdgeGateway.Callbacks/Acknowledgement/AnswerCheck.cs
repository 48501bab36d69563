namespace EdgeGateway.Callbacks.Acknowledgement;

/// <summary>What an answer's body is asked for.</summary>
public enum AnswerCheck
{
    /// <summary>Nothing: the status decides.</summary>
    None,

    /// <summary>A field of a JSON object has a value.</summary>
    JsonFieldEquals,

    /// <summary>A JSON object has a field that is not null.</summary>
    JsonHas,

    /// <summary>The body is a text, but for white space around it.</summary>
    Equals,

    /// <summary>The body holds a text.</summary>
    Contains,

    /// <summary>An XML document has an element with a text.</summary>
    XmlFieldEquals,
}
