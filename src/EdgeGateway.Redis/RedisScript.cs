using System.Security.Cryptography;
using System.Text;

namespace EdgeGateway.Redis;

/// <summary>One operation, as an embedded Lua file; its first lines say what goes in and what comes out.</summary>
internal sealed class RedisScript
{
    public static readonly RedisScript Claim = new("claim.lua");
    public static readonly RedisScript Settle = new("settle.lua");
    public static readonly RedisScript Release = new("release.lua");
    public static readonly RedisScript Statistics = new("statistics.lua");
    public static readonly RedisScript Probe = new("probe.lua");

    /// <summary>What the arguments of every call begin with: room for the script, and the number of keys.</summary>
    public static readonly object[] Head = [Array.Empty<byte>(), "1"u8.ToArray()];

    private readonly Form _modern;
    private readonly Form _plain;

    private RedisScript(string name)
    {
        using var stream = typeof(RedisScript).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The script {name} is not embedded.");
        using var reader = new StreamReader(stream);
        var text = reader.ReadToEnd();
        _modern = new Form(text);
        _plain = text.StartsWith("#!", StringComparison.Ordinal) ? new Form(text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..]) : _modern;
    }

    /// <summary>The script for a server that takes what Redis 7 does, or for an older one, which does not know the line of flags.</summary>
    public Form For(bool isModern) => isModern ? _modern : _plain;

    /// <summary>A script's text and the names by which the server knows it.</summary>
    internal sealed class Form
    {
        public Form(string text)
        {
            Text = Encoding.UTF8.GetBytes(text);
            // Not a matter of security: the server names scripts like this.
#pragma warning disable CA5350
            Hash = SHA1.HashData(Text);
#pragma warning restore CA5350
            Digest = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(Hash));
        }

        /// <summary>For <c>EVAL</c>.</summary>
        public byte[] Text { get; }

        /// <summary>For <c>EVALSHA</c>.</summary>
        public byte[] Digest { get; }

        /// <summary>For the client, which writes it as <see cref="Digest"/>.</summary>
        public byte[] Hash { get; }
    }
}
