using System.Globalization;

namespace Logistics.Local;

/// <summary>Ports that a broker takes where they are free.</summary>
public sealed record RabbitMqPreferredPorts(int? Amqp = null, int? Management = null, int? Mqtt = null);

internal sealed record RabbitMqPorts(int Amqp, int Management, int Mqtt, int Prometheus, int Distribution, int Epmd);

/// <summary>The node's folder: configuration, data, cookie, logs.</summary>
internal sealed record RabbitMqFolder(string Path, RabbitMqPorts Ports, RabbitMqServer Server)
{
    private const string User = "hub";
    private static readonly TimeSpan ShutDown = TimeSpan.FromSeconds(30);

    public IReadOnlyDictionary<string, string?> Environment => new Dictionary<string, string?>
    {
        ["HOME"] = Path,
        ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
        ["ERL_EPMD_PORT"] = Ports.Epmd.ToString(CultureInfo.InvariantCulture),
        ["RABBITMQ_CONF_ENV_FILE"] = In("rabbitmq-env.conf"),
        ["RABBITMQ_NODENAME"] = "hub@localhost",
        ["RABBITMQ_CONFIG_FILE"] = In("rabbitmq.conf"),
        ["RABBITMQ_ADVANCED_CONFIG_FILE"] = In("advanced.config"),
        ["RABBITMQ_ENABLED_PLUGINS_FILE"] = In("enabled_plugins"),
        ["RABBITMQ_MNESIA_BASE"] = In("mnesia"),
        ["RABBITMQ_LOG_BASE"] = In("log"),
        ["RABBITMQ_PID_FILE"] = In("pid"),
        ["RABBITMQ_DIST_PORT"] = Ports.Distribution.ToString(CultureInfo.InvariantCulture),
        ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-kernel inet_dist_use_interface {127,0,0,1}",
        ["LC_ALL"] = "C.UTF-8",
    };

    /// <param name="devices">Where MQTT devices are asked about, of a hub's broker; a broker for tests knows none.</param>
    public static RabbitMqFolder Prepare(RunFolder run, RabbitMqPreferredPorts preferred, Uri? devices = null)
    {
        var ports = new RabbitMqPorts(
            run.Ports.Take("rabbitmq", preferred.Amqp),
            run.Ports.Take("rabbitmq-management", preferred.Management),
            run.Ports.Take("rabbitmq-mqtt", preferred.Mqtt),
            run.Ports.Take("rabbitmq-prometheus"),
            run.Ports.Take("rabbitmq-distribution"),
            run.Ports.Take("rabbitmq-epmd"));
        var password = run.Secrets.Get("rabbitmq-hub");
        var amqp = new Uri($"amqp://{User}:{password}@127.0.0.1:{ports.Amqp}/");
        var server = new RabbitMqServer(amqp, new($"http://127.0.0.1:{ports.Management}/")) { MqttPort = ports.Mqtt };
        var folder = new RabbitMqFolder(Directory.CreateDirectory(run.In("rabbitmq")).FullName, ports, server);
        folder.WriteConfiguration(password, devices);
        return folder;
    }

    /// <summary>A node that an earlier, killed launcher left behind is ending by itself; one that does not is ended.</summary>
    public async Task EndLeftover(Action<string> say, CancellationToken ct)
    {
        if (Leftover() is not { } pid)
        {
            return;
        }

        say($"Stopping the RabbitMQ node {pid} that an earlier run left behind");
        Signals.Send(pid, System.Runtime.InteropServices.PosixSignal.SIGTERM);
        if (!await Until.True(() => !Signals.IsAlive(pid), ShutDown, ct))
        {
            Signals.KillGroup(pid);
            await Until.True(() => !Signals.IsAlive(pid), ShutDown, ct);
        }
    }

    private string In(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Our own user by its password, every other name is a device's: Partners knows its key and what it may do.</summary>
    private static string AuthenticationOf(Uri? devices) => devices is null ? "" : $"""
        auth_backends.1 = internal
        auth_backends.2 = http
        auth_http.http_method = post
        auth_http.user_path = {new Uri(devices, "broker/user")}
        auth_http.vhost_path = {new Uri(devices, "broker/vhost")}
        auth_http.resource_path = {new Uri(devices, "broker/resource")}
        auth_http.topic_path = {new Uri(devices, "broker/topic")}
        mqtt.vhost = {HubServers.VirtualHost}
        mqtt.exchange = gateways

        """;

    private void WriteConfiguration(string password, Uri? devices)
    {
        Secrets.Write(In("rabbitmq.conf"), $"""
            listeners.tcp.1 = 127.0.0.1:{Ports.Amqp}
            management.tcp.ip = 127.0.0.1
            management.tcp.port = {Ports.Management}
            mqtt.listeners.tcp.1 = 127.0.0.1:{Ports.Mqtt}
            mqtt.allow_anonymous = false
            prometheus.tcp.ip = 127.0.0.1
            prometheus.tcp.port = {Ports.Prometheus}
            default_user = {User}
            default_pass = {password}
            default_user_tags.administrator = true
            loopback_users.{User} = true
            log.file.level = info
            log.file.rotation.size = 8388608
            log.file.rotation.count = 3
            disk_free_limit.absolute = 512MB
            max_message_size = 4194304

            """ + AuthenticationOf(devices));
        File.WriteAllText(In("rabbitmq-env.conf"), "");
        File.WriteAllText(In("advanced.config"), "[].\n");
        File.WriteAllText(In("enabled_plugins"), "[rabbitmq_auth_backend_http,rabbitmq_management,rabbitmq_mqtt,rabbitmq_prometheus].\n");
    }

    private int? Leftover()
    {
        var file = In("pid");
        if (!File.Exists(file) || !int.TryParse(File.ReadAllText(file).Trim(), CultureInfo.InvariantCulture, out var pid) || !Signals.IsAlive(pid))
        {
            return null;
        }

        // After a reboot the id may be anybody's.
        return File.ReadAllText($"/proc/{pid}/environ").Split('\0').Contains($"RABBITMQ_PID_FILE={file}") ? pid : null;
    }
}
