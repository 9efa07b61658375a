import { useQueryClient } from '@tanstack/react-query';
import { Suspense, lazy, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../api/client';
import { useSession } from '../api/queries';
import { setServerTime } from '../live/clock';
import { follow } from '../live/connection';
import { Devices } from '../screens/Devices';
import { Exceptions } from '../screens/Exceptions';
import { ChangePassword, SignIn } from '../screens/SignIn';
import { ShipmentScreen } from '../screens/Shipment';
import { Shipments } from '../screens/Shipments';
import { Empty, Failure, Skeleton } from '../ui/States';
import { useAddress } from './router';
import { Shell } from './Shell';

const LiveMap = lazy(() => import('../screens/LiveMap'));

export function App() {
  const session = useSession();
  const client = useQueryClient();
  const ready = session.data !== undefined && !session.data.mustChangePassword;

  useEffect(() => {
    if (session.data) setServerTime(session.data.now);
  }, [session.data]);
  useEffect(() => {
    if (!ready) return;
    return follow(client, () => void client.resetQueries({ queryKey: ['session'] }));
  }, [ready, client]);

  if (session.error instanceof ApiError && session.error.status === 401) return <SignIn />;
  if (session.error) return <Failure page error={session.error} retry={() => void session.refetch()} />;
  if (!session.data) return <Skeleton />;
  if (session.data.mustChangePassword) return <ChangePassword />;
  return (
    <Shell session={session.data}>
      <Suspense fallback={<Skeleton />}>
        <Screen />
      </Suspense>
    </Shell>
  );
}

function Screen() {
  const { path } = useAddress();
  const { t } = useTranslation();
  const shipment = /^\/shipments\/([^/]+)$/.exec(path)?.[1];
  if (path === '/') return <Exceptions />;
  if (path === '/shipments') return <Shipments />;
  if (shipment) return <ShipmentScreen key={shipment} id={decodeURIComponent(shipment)} />;
  if (path === '/map') return <LiveMap />;
  if (path === '/devices') return <Devices />;
  return <Empty page title={t('error.missing')}>{t('error.missing-next')}</Empty>;
}
