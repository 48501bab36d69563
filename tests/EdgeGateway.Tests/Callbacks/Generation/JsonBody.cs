namespace EdgeGateway.Tests.Callbacks.Generation;

/// <summary>A callback's JSON as a list of members.</summary>
internal sealed record JsonBody(JsonMember[] Members, string Space = "")
{
    public JsonBody With(int at, JsonMember member) => this with { Members = [.. Members[..at], member, .. Members[at..]] };

    public JsonBody Without(int at) => this with { Members = [.. Members[..at], .. Members[(at + 1)..]] };

    public JsonBody Replacing(int at, params JsonMember[] members) => this with { Members = [.. Members[..at], .. members, .. Members[(at + 1)..]] };

    /// <summary>The body with the signature of the joined-string schemes as its last member.</summary>
    public JsonBody Signed(string signature) => With(Members.Length, JsonMember.Of("signature", $"\"{signature}\""));

    public override string ToString() =>
        "{" + Space + string.Join("," + Space, Members.Select(member => member.NameJson + Space + ":" + Space + member.ValueJson)) + Space + "}";
}
