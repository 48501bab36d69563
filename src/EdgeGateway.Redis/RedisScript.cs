using System.Security.Cryptography;
using System.Text;

namespace EdgeGateway.Redis;

/// <summary>One operation, as an embedded Lua file; its first lines document the arguments and return values.</summary>
internal sealed class RedisScript
{
    public static readonly RedisScript Claim = new("claim.lua");
    public static readonly RedisScript Settle = new("settle.lua");
    public static readonly RedisScript Release = new("release.lua");
    public static readonly RedisScript Statistics = new("statistics.lua");
    public static readonly RedisScript Probe = new("probe.lua");

    /// <summary>The first arguments of every call: a placeholder for the script, and the number of keys.</summary>
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

    /// <summary>The script for Redis 7, or for an older server, which does not support the line with flags.</summary>
    public Form For(bool isModern) => isModern ? _modern : _plain;

    /// <summary>A script's text and its digest.</summary>
    internal sealed class Form
    {
        public Form(string text)
        {
            Text = Encoding.UTF8.GetBytes(text);
            // Not used for security: Redis identifies scripts by their SHA-1.
#pragma warning disable CA5350
            Hash = SHA1.HashData(Text);
#pragma warning restore CA5350
            Digest = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(Hash));
        }

        /// <summary>For <c>EVAL</c>.</summary>
        public byte[] Text { get; }

        /// <summary>For <c>EVALSHA</c>.</summary>
        public byte[] Digest { get; }

        /// <summary>For the client, which sends it as <see cref="Digest"/>.</summary>
        public byte[] Hash { get; }
    }
}
