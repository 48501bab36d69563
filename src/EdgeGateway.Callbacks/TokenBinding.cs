namespace EdgeGateway.Callbacks;

/// <summary>What binds a CryptoCloud token to the body that carries it.</summary>
public enum TokenBinding
{
    /// <summary>The token's <c>id</c> must name the body's <c>invoice_id</c>.</summary>
    InvoiceId,

    /// <summary>Nothing: any valid token of the project vouches for any body. Only for projects whose tokens carry numeric ids.</summary>
    None,
}
