using Logistics.Hosting;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Logistics.Tags.Doors.Mqtt;

/// <summary>
/// The MQTT door: RabbitMQ's plugin takes the batches in (a PUBACK means that the batch is in a quorum queue), this takes them out,
/// journals them and publishes the receipt to the device's own topic. A batch leaves the queue when it is committed; one that comes
/// twice is known by its sequences. Several processes may do so at once.
/// </summary>
internal sealed class MqttDoor(MqttReads reads, IConfiguration configuration, ILogger<MqttDoor> logger) : BackgroundService
{
    /// <summary>Batches in hand at once; many of them share a commit.</summary>
    private const ushort Unanswered = 64;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var factory = new ConnectionFactory { Uri = new(configuration.Required("Hub:RabbitMq")), AutomaticRecoveryEnabled = false, ClientProvidedName = "tags-mqtt" };
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var connection = await factory.CreateConnectionAsync(stoppingToken);
                await Serve(connection, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                logger.MqttDoorShut(e.Message);
            }

            await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Until the connection ends.</summary>
    private async Task Serve(IConnection connection, CancellationToken ct)
    {
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(false, false, consumerDispatchConcurrency: Unanswered), ct);
        await using var receipts = await connection.CreateChannelAsync(cancellationToken: ct);
        using var publishing = new SemaphoreSlim(1);
        await Declare(channel, ct);
        await channel.BasicQosAsync(0, Unanswered, false, ct);
        var ended = new TaskCompletionSource();
        channel.ChannelShutdownAsync += (_, _) =>
        {
            ended.TrySetResult();
            return Task.CompletedTask;
        };
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, delivery) =>
        {
            try
            {
                // The delivery's bytes are the library's own.
                var answer = await reads.Take(delivery.RoutingKey, delivery.Body.ToArray(), ct);
                if (answer is not null) await Publish(receipts, publishing, answer, ct);
                await channel.BasicAckAsync(delivery.DeliveryTag, false, ct);
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                // The library would swallow it and the batch would stay in hand for good. With a new connection it is delivered again,
                // which counts towards the queue's limit.
                ended.TrySetException(e);
            }
        };
        await channel.BasicConsumeAsync(MqttTopics.Queue, autoAck: false, consumer, ct);
        logger.MqttDoorOpen();
        await ended.Task.WaitAsync(ct);
    }

    private static async Task Declare(IChannel channel, CancellationToken ct)
    {
        var quorum = new Dictionary<string, object?> { ["x-queue-type"] = "quorum" };
        await channel.QueueDeclareAsync(MqttTopics.ErrorQueue, durable: true, exclusive: false, autoDelete: false, quorum, cancellationToken: ct);

        // A batch that takes the service down with it this often is kept aside.
        var limited = new Dictionary<string, object?>(quorum)
        {
            ["x-delivery-limit"] = 20,
            ["x-dead-letter-exchange"] = "",
            ["x-dead-letter-routing-key"] = MqttTopics.ErrorQueue,
        };
        await channel.QueueDeclareAsync(MqttTopics.Queue, durable: true, exclusive: false, autoDelete: false, limited, cancellationToken: ct);
        await channel.ExchangeDeclareAsync(MqttTopics.Exchange, ExchangeType.Topic, durable: true, cancellationToken: ct);
        foreach (var topics in MqttTopics.Bound) await channel.QueueBindAsync(MqttTopics.Queue, MqttTopics.Exchange, topics, cancellationToken: ct);
    }

    /// <summary>Not confirmed: a device that misses its receipt publishes the batch again.</summary>
    private static async Task Publish(IChannel receipts, SemaphoreSlim publishing, MqttAnswer answer, CancellationToken ct)
    {
        await publishing.WaitAsync(ct);
        try
        {
            await receipts.BasicPublishAsync(MqttTopics.Exchange, MqttTopics.ReceiptsOf(answer.Gateway), answer.Body, ct);
        }
        finally
        {
            publishing.Release();
        }
    }
}
