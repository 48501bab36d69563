namespace EdgeGateway.Callbacks.Canonicalization;

/// <summary>
/// Which rendering of the content matched. Providers sign with programs in different languages that print the same content differently;
/// each rendering covers every field that the scheme covers.
/// </summary>
public enum Rendering
{
    /// <summary>The rendering that the provider documents.</summary>
    Documented,

    /// <summary>As PHP prints: numbers and text of <c>json_encode</c>, or <c>true</c> as <c>1</c>, <c>false</c> and <c>null</c> as nothing.</summary>
    Php,

    /// <summary>As PHP prints, but numbers as they were written.</summary>
    PhpNumbersAsWritten,

    /// <summary>As Go prints a map: numbers as float64, HTML characters escaped.</summary>
    Go,

    /// <summary>Booleans and null by their JSON names.</summary>
    JsonNames,

    /// <summary>As documented, with empty strings left out at every level. Only where the profile asks for it.</summary>
    EmptyDropped,
}
