import { Component, type ReactNode } from 'react';
import i18next from 'i18next';

/** The last net: a page that fails shows words and a way home instead of a blank screen. */
export class CrashNotice extends Component<{ home: string; children: ReactNode }, { failed: boolean }> {
  state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  render() {
    if (!this.state.failed) return this.props.children;
    return (
      <main className="page">
        <h1 className="page-heading">{i18next.t('trouble.fault')}</h1>
        <p>{i18next.t('trouble.crash-text')}</p>
        <p>
          <a href={this.props.home}>{i18next.t('trouble.home')}</a>
        </p>
      </main>
    );
  }
}
