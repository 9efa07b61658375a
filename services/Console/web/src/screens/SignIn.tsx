import { useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError, post } from '../api/client';
import { speak } from '../app/i18n';

function Frame({ title, children, submit, error, busy, action }: {
  title: string; children: ReactNode; submit: (form: FormData) => Promise<void>; error: string | null; busy: boolean; action: string;
}) {
  const { t, i18n } = useTranslation();
  const submitted = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void submit(new FormData(event.currentTarget));
  };
  const other = i18n.language === 'de' ? 'en' : 'de';
  return (
    <main className="gate">
      <form onSubmit={submitted} aria-labelledby="gate-title">
        <p className="gate-brand">
          <img src="/favicon.svg" alt="" width="36" height="36" /> Logistics
        </p>
        <h1 id="gate-title">{title}</h1>
        {children}
        {error && (
          <p className="form-error" role="alert">
            {error}
          </p>
        )}
        <button className="button button-primary" disabled={busy}>
          {busy ? t('state.loading') : action}
        </button>
        <button type="button" className="button-quiet" lang={other} onClick={() => void speak(other)}>
          {other === 'en' ? 'English' : 'Deutsch'}
        </button>
      </form>
      <svg className="gate-lines" viewBox="0 0 600 600" aria-hidden="true" preserveAspectRatio="xMidYMid slice">
        <path d="M-20 470H170L300 340H430L640 130" />
        <path d="M-20 250H90L240 400H360L520 560V640" />
        <path d="M120 -20V120L300 340" />
        <circle cx="170" cy="470" r="9" />
        <circle cx="300" cy="340" r="15" className="hub" />
        <circle cx="430" cy="340" r="9" />
        <circle cx="240" cy="400" r="9" />
        <circle cx="120" cy="120" r="9" />
      </svg>
    </main>
  );
}

function useSubmit(path: string, explain: (error: unknown) => string) {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const submit = async (body: unknown) => {
    setBusy(true);
    setError(null);
    try {
      await post(path, body);
      await client.resetQueries({ queryKey: ['session'] });
    } catch (failure) {
      setError(explain(failure));
    } finally {
      setBusy(false);
    }
  };
  return { busy, error, setError, submit };
}

export function SignIn() {
  const { t } = useTranslation();
  const explain = (error: unknown) =>
    error instanceof ApiError && error.status === 401
      ? t('sign-in.wrong')
      : error instanceof ApiError && error.status === 429
        ? t('sign-in.too-many')
        : t('error.unavailable');
  const { busy, error, submit } = useSubmit('/api/sign-in', explain);
  return (
    <Frame
      title={t('sign-in.title')}
      action={t('sign-in.action')}
      busy={busy}
      error={error}
      submit={(form) => submit({ email: form.get('email'), password: form.get('password') })}
    >
      <label>
        {t('sign-in.email')}
        <input name="email" type="email" autoComplete="username" required autoFocus />
      </label>
      <label>
        {t('sign-in.password')}
        <input name="password" type="password" autoComplete="current-password" required />
      </label>
    </Frame>
  );
}

export function ChangePassword() {
  const { t } = useTranslation();
  const explain = (error: unknown) =>
    error instanceof ApiError && error.status === 401
      ? t('sign-in.wrong-current')
      : error instanceof ApiError && error.status < 500
        ? (error.problem.detail ?? t('sign-in.refused'))
        : t('error.unavailable');
  const { busy, error, setError, submit } = useSubmit('/api/password', explain);
  return (
    <Frame
      title={t('sign-in.new-title')}
      action={t('sign-in.new-action')}
      busy={busy}
      error={error}
      submit={async (form) => {
        if (form.get('new') !== form.get('again')) return setError(t('sign-in.differ'));
        await submit({ currentPassword: form.get('current'), password: form.get('new') });
      }}
    >
      <p>{t('sign-in.new-why')}</p>
      <label>
        {t('sign-in.current')}
        <input name="current" type="password" autoComplete="current-password" required autoFocus />
      </label>
      <label>
        {t('sign-in.new')}
        <input name="new" type="password" autoComplete="new-password" required minLength={12} aria-describedby="new-rule" />
      </label>
      <small id="new-rule">{t('sign-in.new-rule')}</small>
      <label>
        {t('sign-in.again')}
        <input name="again" type="password" autoComplete="new-password" required minLength={12} />
      </label>
    </Frame>
  );
}
