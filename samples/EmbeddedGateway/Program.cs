// A YARP host of one's own with the callbacks' rooms in it: docs/schemes.md describes the schemes, docs/architecture.md the rooms.
using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Proxy.Hosting;

var builder = WebApplication.CreateBuilder(args);
var secret = builder.Configuration.GetConnectionString("StripeSecret") ?? throw new InvalidOperationException("ConnectionStrings:StripeSecret is missing.");

// Durable ledgers: EdgeGateway.Sqlite, EdgeGateway.Redis. This one forgets when the process ends.
builder.Services.AddSingleton<ICallbackLedger>(new MemoryCallbackLedger(TimeProvider.System));
builder.Services.AddReverseProxy()
    .LoadFromConfig(builder.Configuration.GetSection("ReverseProxy"))
    .AddCallbacks(callbacks => callbacks.AddProfile("cards", SignatureSchemes.Find("stripe")!, secret));

var app = builder.Build();
app.MapCallbacks();
app.Run();
